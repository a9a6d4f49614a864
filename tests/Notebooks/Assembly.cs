using Xunit.Sdk;
using Xunit.v3;

// Console and formatters belong to the whole process, and sessions set them.
[assembly: Parallelization(Mode = ParallelMode.None)]
