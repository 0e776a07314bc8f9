/* domain/demo/dice.h - numbers drawn from a seed, the same on every machine. */
#ifndef DOMAIN_DEMO_DICE_H
#define DOMAIN_DEMO_DICE_H

#include <stdbool.h>
#include <stdint.h>

/* splitmix64: small and fast; any number is a good start. */
static inline uint64_t dice_mix(uint64_t z)
{
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

static inline uint64_t dice_draw(uint64_t *dice) { return dice_mix(*dice += UINT64_C(0x9E3779B97F4A7C15)); }

/* 0..below-1 */
static inline int64_t dice_below(uint64_t *dice, int64_t below)
{
	return (int64_t)(dice_draw(dice) % (uint64_t)below);
}

static inline int die(uint64_t *dice, int below) { return (int)dice_below(dice, below); }
static inline bool chance(uint64_t *dice, int percent) { return die(dice, 100) < percent; }

#endif
