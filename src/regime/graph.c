/* The grounded labelling of an acyclic graph of attacks. */
#include "regime/program.h"

void regime_label_graph(size_t count, const uint8_t *state, const uint32_t *first, const uint32_t *attackers,
                        uint8_t *label)
{
    for (size_t i = 0; i < count; i++) {
        uint8_t found = state[i];
        for (uint32_t k = first[i]; k < first[i + 1] && found != NO; k++) {
            uint8_t attacker = label[attackers[k] & ~REGIME_ATTACK_MAYBE];
            if (attacker == YES && !(attackers[k] & REGIME_ATTACK_MAYBE))
                found = NO;
            else if (attacker != NO)
                found = MAYBE;
        }
        label[i] = found;
    }
}
