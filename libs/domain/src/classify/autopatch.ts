import { type Dated, holdsAt } from '../directory/device.js';
import type { Instant } from '../event/instant.js';
import { remembered } from './remembered.js';

/** What the groups a device was in at a time say about MMD and about Windows Autopatch. */
export interface GroupsSay {
  /** One of MMD's own rings: Test, First, Fast or Broad. */
  readonly mmdRing: boolean;
  readonly autopatchRing: boolean;
  /** In groups of the two services, and none of them is MMD's alone. */
  readonly onlyAutopatch: boolean;
}

const NOTHING = 0;
const MMD_RING = 1;
const MMD_OTHER = 2;
const AUTOPATCH = 4;
/** Both services fill these, so that they prove neither (domain 2.9). */
const EITHER = 8;

/** Reads the groups that held at `at`. Names are compared without case, and spaces around hyphens do not count. */
export function whatGroupsSay(groups: readonly Dated<string>[], at: Instant): GroupsSay {
  let all = NOTHING;
  for (const group of groups) if (holdsAt(group, at)) all |= kindOf(group.value);
  const mmd = (all & (MMD_RING | MMD_OTHER)) !== 0;
  return {
    mmdRing: (all & MMD_RING) !== 0,
    autopatchRing: (all & AUTOPATCH) !== 0,
    onlyAutopatch: !mmd && (all & (AUTOPATCH | EITHER)) !== 0,
  };
}

const kindOf = remembered((group) => {
  const name = group.trim().toLowerCase().replace(/\s+/g, ' ').replace(/ ?- ?/g, '-');
  if (/^(modern workplace devices-)?windows autopatch-/.test(name)) return AUTOPATCH;
  if (/^modern workplace devices-(test|first|fast|broad)$/.test(name)) return MMD_RING;
  if (/^modern workplace devices-(all|virtual machine)$/.test(name)) return EITHER;
  return /^modern workplace devices?(-| profiles-)/.test(name) ? MMD_OTHER : NOTHING;
});
