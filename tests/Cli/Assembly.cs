using System.Runtime.Versioning;
using Xunit.Sdk;
using Xunit.v3;

[assembly: SupportedOSPlatform("linux")]

// These tests measure or count processes, containers and times, so two of them must not run at once.
[assembly: Parallelization(Mode = ParallelMode.None)]
