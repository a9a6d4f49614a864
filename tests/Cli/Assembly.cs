using System.Runtime.Versioning;
using Xunit.Sdk;
using Xunit.v3;

[assembly: SupportedOSPlatform("linux")]

// What is measured or counted here (processes, containers, times) must not meet another test's.
[assembly: Parallelization(Mode = ParallelMode.None)]
