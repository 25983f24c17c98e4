/** What the API refuses, by the code of its problem: what happened, and what to do. */
export default {
  'invalid-parameter': {
    title: 'The address asks for something that does not exist',
    todo: 'Go back to the page and choose again.',
  },
  'not-json': { title: 'What was sent could not be read', todo: 'Load the page again and try once more.' },
  'not-cloudevent': { title: 'The message is not a CloudEvent', todo: 'Have its sender correct it.' },
  'bad-request': { title: 'What was sent could not be read', todo: 'Load the page again and try once more.' },
  'who-are-you': { title: 'You are not signed in', todo: 'Sign in again.' },
  'bad-key': { title: 'The API key is not valid', todo: 'Ask whoever keeps the keys for a new one.' },
  'not-owner': {
    title: 'Another party holds the incident',
    todo: 'Ask them, or comment: only whoever holds it can do this.',
  },
  'not-allowed': {
    title: 'This is not for you',
    todo: 'Your roles do not include it. Ask somebody who keeps the roles.',
  },
  'second-person-needed': {
    title: 'Somebody else has to agree',
    todo: 'Propose it; another person decides on it.',
  },
  'not-found': { title: 'There is no such thing here', todo: 'It does not exist, or it is not yours to see.' },
  'unknown-tenant': { title: 'There is no such customer', todo: 'Choose one that is there.' },
  'unknown-policy': { title: 'There is no such policy', todo: 'Choose one that is there.' },
  'unknown-format': { title: 'There is no such format', todo: 'Name one that Demarc knows.' },
  'wrong-state': {
    title: 'It is in another state by now',
    todo: 'See how it stands; do it again if it is still right.',
  },
  disputed: {
    title: 'The parties do not agree who has the incident',
    todo: 'A manager of either party has to say who has it.',
  },
  'proposal-closed': { title: 'The proposal is no longer open', todo: 'Propose it anew if it is still wanted.' },
  'name-taken': { title: 'The name is taken', todo: 'Choose another name.' },
  'version-taken': {
    title: 'There is a policy of this version already',
    todo: 'A version never changes its words: give yours another version.',
  },
  stale: {
    title: 'It has changed since you read it',
    todo: 'See how it stands; do it again if it is still right.',
  },
  'too-large': { title: 'It is too large', todo: 'Send less, or send it in parts.' },
  'unsupported-media-type': { title: 'A file of this type is not taken here', todo: 'Send one of a type that is.' },
  'invalid-content': { title: 'Something in it is not valid', todo: 'Correct what is named and try again.' },
  'not-in-format': { title: 'The message is not in the format', todo: 'Have its sender correct it.' },
  'wrong-tenant': { title: 'The message is about another customer', todo: 'Find out whose it is.' },
  'idempotency-key-reused': {
    title: 'It was asked twice in different words',
    todo: 'Load the page again and try once more.',
  },
  'kind-missing': { title: 'Nothing says of which kind the message is', todo: 'Have its sender say the kind.' },
  'precondition-required': {
    title: 'It is not known what you had seen',
    todo: 'Load the page again and try once more.',
  },
  'too-many-requests': { title: 'Too much was asked at once', todo: 'Nothing was done. Wait a moment and try again.' },
  internal: {
    title: 'Demarc failed at this',
    todo: 'Try again; if it stays so, tell your operator the time and what you did.',
  },
  unavailable: { title: 'This is not possible right now', todo: 'Try again in a moment.' },
} as const;
