import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { PolicyFileError, QUARANTINE_ADVICE, decodeMessage, parsePolicy } from '@demarc/contracts';
import { CONTACT_AREAS, type Contact, lintContacts, lintPolicy, parseInstant } from '@demarc/domain';
import fc from 'fast-check';
import { eventsOf, fixture } from '../../../../libs/contracts/src/format/fixtures/fixture.js';
import { clause, policyFixture } from '../../../../libs/domain/src/fixtures/policy-fixture.js';
import { owedUnder } from '../../../../libs/domain/src/notice/owed-under.js';
import { NOTICE_KINDS } from '../../../../libs/domain/src/notice/notice.js';
import { hostileBody, hostileHeaders } from '../../../../test/property/hostile-message.js';
import { untoldWords } from '../../../api/src/ledger/untold-words.js';
import { REASONS } from '../../../notifier/src/channel.js';
import { warningsOf } from '../../../router/src/quarantine/quarantine-warnings.js';
import { inFrench } from './in-french.js';

const NOW = parseInstant('2026-11-27T10:00:00Z')!;
const missing = (texts: Iterable<string>) => [...new Set(texts)].filter((text) => inFrench(text) === null);
