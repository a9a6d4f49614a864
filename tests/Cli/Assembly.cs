using Xunit.Sdk;
using Xunit.v3;

// What is measured or counted here (processes, containers, times) must not meet another test's.
[assembly: Parallelization(Mode = ParallelMode.None)]
