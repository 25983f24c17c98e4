import { PARTIES } from '@demarc/domain';
import { z } from 'zod';

/** Who acts, as `<party>/<name>`: stands in for the sign-in that a later release brings. */
export const ACTOR_HEADER = 'demarc-actor';
const ACTOR = new RegExp(`^(?:${PARTIES.join('|')})/\\S(?:.{0,198}\\S)?$`);
export const actorText = z
  .string()
  .regex(ACTOR, 'must be <party>/<name> with the party microsoft or customer')
  .meta({ examples: ['microsoft/alex@contoso-soc'] });
