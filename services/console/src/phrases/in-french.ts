import directory from '../directory/words.fr.js';
import vocabulary from '../vocabulary/words.fr.js';
import { DEVICE_PHRASES, REGISTRATIONS, SYSTEMS } from './devices.fr.js';
import { DIRECTORY_PHRASES } from './directory.fr.js';
import { DOOR_PHRASES } from './doors.fr.js';
import { FACT_PHRASES, HANDLERS } from './facts.fr.js';
import { INCIDENT_PHRASES, STATES } from './incidents.fr.js';
import { EXPECTED, MESSAGE_PHRASES } from './messages.fr.js';
import { NOTICE_PHRASES } from './notices.fr.js';
import { PhraseBook } from './phrase.js';
import { POLICY_PHRASES } from './policy.fr.js';

const book = new PhraseBook(
  [
    ...DEVICE_PHRASES,
    ...FACT_PHRASES,
    ...INCIDENT_PHRASES,
    ...NOTICE_PHRASES,
    ...MESSAGE_PHRASES,
    ...DOOR_PHRASES,
    ...DIRECTORY_PHRASES,
    // Last, since it says what is wrong with a field of any name.
    ...POLICY_PHRASES,
  ],
  {
    ...vocabulary,
    slot: directory.slot,
    proposal: { approved: 'approuvée', refused: 'refusée', withdrawn: 'retirée' },
  },
  { system: SYSTEMS, registration: REGISTRATIONS, handler: HANDLERS, state: STATES, message: EXPECTED },
);

/** A sentence of the API in French; null when no phrase fits it. */
export const inFrench = (text: string): string | null => book.say(text);
