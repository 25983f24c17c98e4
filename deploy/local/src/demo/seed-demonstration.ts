import { correctDirectory } from './correct-directory.js';
import { DemoApi } from './demo-api.js';
import { demoFeed } from './feed/demo-feed.js';
import { importDirectory } from './import-directory.js';
import { DEEDS, workTheQueues } from './people-at-work.js';
import { playFeed } from './play-feed.js';

export interface SeedPlace {
  readonly apiUrl: string;
  /** Where the people of the demonstration sign in. */
  readonly peopleUrl: string;
  readonly natsUrl: string;
  /** Hooks are at `<receiverUrl>/hooks/<name>`. */
  readonly receiverUrl: string;
  /** Where the receiver is told the secrets of its hooks. */
  readonly webhooksDir: string;
  /** Contacts are at `<area>@<tenant>.<mailDomain>`; the default can be nobody's. */
  readonly mailDomain?: string;
  readonly say: (line: string) => void;
}

/**
 * Makes two customers with devices and contacts, then plays some forty alerts and incidents: half of them at once, the
 * rest over three quarters of a minute, while people take some of them up and a directory is corrected. Done when all
 * of it was played.
 * Interrupted and run again, it goes on where it was: the same messages, which Demarc knows already.
 *
 * @throws when the API refuses something or goes away
 */
export async function seedDemonstration(place: SeedPlace): Promise<void> {
  const { apiUrl, peopleUrl, natsUrl, receiverUrl, webhooksDir, mailDomain = 'example', say } = place;
  const api = new DemoApi(apiUrl, peopleUrl);
  const { clock, fleets } = await importDirectory(api, { receiverUrl, webhooksDir, mailDomain });
  const feed = demoFeed({ clock, fleets });
  const first = feed.filter(({ atS }) => atS === 0);
  await playFeed(first, { api, natsUrl, clock });
  say(`Demonstration: ${first.length} alerts and incidents are in, ${feed.length - first.length} more come over 45 s.`);
  await Promise.all([
    playFeed(feed.slice(first.length), { api, natsUrl, clock }),
    workTheQueues(DEEDS, api, clock),
    correctDirectory(api, clock, fleets.contoso),
  ]);
  say('Demonstration: all of it was played.');
}
