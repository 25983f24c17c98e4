import { FirstHouse1763800000000 } from './1763800000000-first-house.js';
import { Responsibility1763900000000 } from './1763900000000-responsibility.js';
import { TheDesk1764000000000 } from './1764000000000-the-desk.js';
import { ContactsAndSchedules1764010000000 } from './1764010000000-contacts-and-schedules.js';
import { Templates1764020000000 } from './1764020000000-templates.js';
import { Muting1764030000000 } from './1764030000000-muting.js';
import { FindingIncidents1764040000000 } from './1764040000000-finding-incidents.js';
import { Ledger1764050000000 } from './1764050000000-ledger.js';
import { ToldOtherwise1764055000000 } from './1764055000000-told-otherwise.js';
import { AnsweringBack1764060000000 } from './1764060000000-answering-back.js';
import { Figures1764070000000 } from './1764070000000-figures.js';
import { Access1764090000000 } from './1764090000000-access.js';
import { RowSecurity1764100000000 } from './1764100000000-row-security.js';
import { Audit1764110000000 } from './1764110000000-audit.js';
import { Reconciliation1764120000000 } from './1764120000000-reconciliation.js';
import { WorkingQuarantine1764130000000 } from './1764130000000-working-quarantine.js';
import { RateLimits1764145000000 } from './1764145000000-rate-limits.js';
import { PolicyProposals1764150000000 } from './1764150000000-policy-proposals.js';
import { DigestsOfSecurity1764160000000 } from './1764160000000-digests-of-security.js';
import { NamedResolved1764170000000 } from './1764170000000-named-resolved.js';
import { TakenUpAndResolved1764180000000 } from './1764180000000-taken-up-and-resolved.js';

/** In order; append only (`npm run check` guards it). */
export const MIGRATIONS = [
  FirstHouse1763800000000,
  Responsibility1763900000000,
  TheDesk1764000000000,
  ContactsAndSchedules1764010000000,
  Templates1764020000000,
  Muting1764030000000,
  FindingIncidents1764040000000,
  Ledger1764050000000,
  ToldOtherwise1764055000000,
  AnsweringBack1764060000000,
  Figures1764070000000,
  Access1764090000000,
  RowSecurity1764100000000,
  Audit1764110000000,
  Reconciliation1764120000000,
  WorkingQuarantine1764130000000,
  RateLimits1764145000000,
  PolicyProposals1764150000000,
  DigestsOfSecurity1764160000000,
  NamedResolved1764170000000,
  TakenUpAndResolved1764180000000,
];
