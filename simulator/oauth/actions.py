"""Which faults only the answers of the sign-in know."""

from simulator.faults import Action

SIGN_IN_ACTIONS = frozenset(
    {
        Action.CALLBACK_ERROR,
        Action.WRONG_NONCE,
        Action.WRONG_ISSUER,
        Action.WRONG_AUDIENCE,
        Action.EXPIRED_ID_TOKEN,
        Action.BAD_SIGNATURE,
        Action.UNSIGNED_ID_TOKEN,
        Action.NO_ID_TOKEN,
        Action.OTHER_KEYS,
    }
)
