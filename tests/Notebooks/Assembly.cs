using Xunit.Sdk;
using Xunit.v3;

// The working folder belongs to the whole process, and every notebook that runs sets it.
[assembly: Parallelization(Mode = ParallelMode.None)]
