#include "name/align.h"

/* The calibration: the score at penalties 0, 10, 20 … 400, 10000 / (1 + (penalty / 170) ^ 1.6) rounded, with
 * 7000 at PENALTY_ALERT. Between two of them it is a straight line; beyond the last it falls to 0. */
static const int KNOTS[] = {
    10000, 9894, 9684, 9413, 9101, 8763, 8411, 8053, 7696, 7345, 7000, 6674, 6358, 6057,
    5770,  5499, 5242, 5000, 4772, 4556, 4354, 4163, 3983, 3814, 3655, 3505, 3363, 3230,
    3104,  2985, 2873, 2766, 2666, 2571, 2481, 2395, 2314, 2237, 2164, 2094, 2028,
};

enum { KNOT_COUNT = sizeof KNOTS / sizeof *KNOTS, KNOT_STEP = 10, PENALTY_ZERO = 1000 };

int score_of_penalty(int penalty)
{
    if (penalty <= 0)
        return KNOTS[0];
    int at = penalty / KNOT_STEP, over = penalty % KNOT_STEP, last = (KNOT_COUNT - 1) * KNOT_STEP;
    if (at < KNOT_COUNT - 1)
        return KNOTS[at] - (KNOTS[at] - KNOTS[at + 1]) * over / KNOT_STEP;
    if (penalty >= PENALTY_ZERO)
        return 0;
    return KNOTS[KNOT_COUNT - 1] * (PENALTY_ZERO - penalty) / (PENALTY_ZERO - last);
}
