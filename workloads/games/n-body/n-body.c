/* n-body, after the Computer Language Benchmarks Game:
   https://benchmarksgame-team.pages.debian.net/benchmarksgame/description/nbody.html
   The sun and the Jovian planets, moved by a symplectic Euler step. Positions are in astronomical units,
   velocities in units a year, masses in solar masses times 4 pi^2, where the gravitational constant is 1. */
#include "argument.h"

#include <math.h>

#define PI 3.141592653589793
#define SOLAR_MASS (4 * PI * PI)
#define DAYS_A_YEAR 365.24

enum { BODIES = 5 };

struct body {
    double position[3], velocity[3], mass;
};

static double squared(const double *vector)
{
    return vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2];
}

/* Gives the sun the velocity that keeps the system's centre of mass at rest. */
static void offset_momentum(struct body *bodies)
{
    for (int k = 0; k < 3; k++) {
        double momentum = 0;
        for (int i = 0; i < BODIES; i++)
            momentum += bodies[i].velocity[k] * bodies[i].mass;
        bodies[0].velocity[k] = -momentum / SOLAR_MASS;
    }
}

static double energy(const struct body *bodies)
{
    double sum = 0;
    for (int i = 0; i < BODIES; i++) {
        const struct body *a = &bodies[i];
        sum += 0.5 * a->mass * squared(a->velocity);
        for (int j = i + 1; j < BODIES; j++) {
            const struct body *b = &bodies[j];
            double apart[3];
            for (int k = 0; k < 3; k++)
                apart[k] = a->position[k] - b->position[k];
            sum -= a->mass * b->mass / sqrt(squared(apart));
        }
    }
    return sum;
}

static void advance(struct body *bodies, double years)
{
    for (int i = 0; i < BODIES; i++) {
        struct body *a = &bodies[i];
        for (int j = i + 1; j < BODIES; j++) {
            struct body *b = &bodies[j];
            double apart[3];
            for (int k = 0; k < 3; k++)
                apart[k] = a->position[k] - b->position[k];
            const double distance2 = squared(apart);
            const double pull = years / (distance2 * sqrt(distance2));
            for (int k = 0; k < 3; k++) {
                a->velocity[k] -= apart[k] * b->mass * pull;
                b->velocity[k] += apart[k] * a->mass * pull;
            }
        }
    }
    for (int i = 0; i < BODIES; i++)
        for (int k = 0; k < 3; k++)
            bodies[i].position[k] += years * bodies[i].velocity[k];
}

int main(int argc, char **argv)
{
    const long steps = argument(argc, argv, 0, 2000000000);
    struct body bodies[BODIES] = {
        {.mass = SOLAR_MASS},
        {{4.84143144246472090e+00, -1.16032004402742839e+00, -1.03622044471123109e-01},
         {1.66007664274403694e-03 * DAYS_A_YEAR, 7.69901118419740425e-03 * DAYS_A_YEAR,
          -6.90460016972063023e-05 * DAYS_A_YEAR},
         9.54791938424326609e-04 * SOLAR_MASS},
        {{8.34336671824457987e+00, 4.12479856412430479e+00, -4.03523417114321381e-01},
         {-2.76742510726411899e-03 * DAYS_A_YEAR, 4.99852801234917238e-03 * DAYS_A_YEAR,
          2.30417297573763929e-05 * DAYS_A_YEAR},
         2.85885980666130812e-04 * SOLAR_MASS},
        {{1.28943695621391310e+01, -1.51111514016986312e+01, -2.23307578892655734e-01},
         {2.96460137564761618e-03 * DAYS_A_YEAR, 2.37847173959480950e-03 * DAYS_A_YEAR,
          -2.96589568540237556e-05 * DAYS_A_YEAR},
         4.36624404335156298e-05 * SOLAR_MASS},
        {{1.53796971148509165e+01, -2.59193146099879641e+01, 1.79258772950371181e-01},
         {2.68067772490389322e-03 * DAYS_A_YEAR, 1.62824170038242295e-03 * DAYS_A_YEAR,
          -9.51592254519715870e-05 * DAYS_A_YEAR},
         5.15138902046611451e-05 * SOLAR_MASS},
    };

    offset_momentum(bodies);
    printf("%.9f\n", energy(bodies));
    for (long i = 0; i < steps; i++)
        advance(bodies, 0.01);
    printf("%.9f\n", energy(bodies));
}
