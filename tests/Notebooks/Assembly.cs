using Xunit.Sdk;
using Xunit.v3;

// Console and formatters belong to the whole process, and sessions set them. So two tests must not run at once.
[assembly: Parallelization(Mode = ParallelMode.None)]
