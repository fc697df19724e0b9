"""What to tell a reader of an error of Warcraft Logs. Pure."""

from webapp.lib.errors import ErrorWord

SENTENCES = {
    ErrorWord.NOT_FOUND: "Warcraft Logs has no such character.",
    ErrorWord.INVALID: "Warcraft Logs has no such character any more.",
    ErrorWord.FORBIDDEN: "The player has hidden this on Warcraft Logs.",
    ErrorWord.RATE_LIMITED: "This hour's points for Warcraft Logs are used up; it goes on by itself.",
    ErrorWord.UPSTREAM: "Warcraft Logs is having trouble.",
    ErrorWord.TIMEOUT: "Warcraft Logs did not answer in time.",
    ErrorWord.AUTH: "Warcraft Logs refused our API key.",
    ErrorWord.SCHEMA: "Warcraft Logs' answer was not what we expected.",
    ErrorWord.BUG: ErrorWord.BUG.sentence,
}
"""What to tell a reader, by word; who can mend it is what the word says."""
