using Xunit.Sdk;
using Xunit.v3;

// Figures share native objects of Skia, and drawing beside other threads that draw ended the process now and then.
[assembly: Parallelization(Mode = ParallelMode.None)]
