import { Button, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import type { CommandName, IncidentView, TimelineEntry } from '@demarc/contracts';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandBody } from '../act/carry-out.js';
import { draftOf, forgetDraft, keepDraft } from '../act/drafts.js';
import { offersOf } from '../act/offers.js';
import { ask } from '../api/ask.js';
import { useSeenBy, useWhoActs } from '../customer-view/seen-by.js';
import { entryKey, useWithheld, withheldEntries } from '../customer-view/withheld.js';
import { WithheldSign } from '../customer-view/withheld-sign.js';
import { Moment } from '../parts/moment.js';
import { Panel } from '../parts/panel.js';
import { personName } from '../parts/person-name.js';
import { ApiSaid } from '../phrases/api-said.js';
import { useChangeText } from './change-text.js';
import css from './timeline.module.css';

interface TimelineProps {
  readonly incident: IncidentView;
  readonly latest: readonly TimelineEntry[];
  readonly carry: (name: CommandName, incidents: readonly IncidentView[], body: CommandBody) => Promise<boolean>;
}

/** What happened, newest first: who did it is told by a colour and a word, and who can see it where that differs. */
export function Timeline({ incident, latest, carry }: TimelineProps) {
  const { t } = useTranslation('incident');
  const [all, setAll] = useState(false);
  const seenBy = useSeenBy();
  const known = useWithheld();
  const older = useQuery({ ...askWhole(incident.id), enabled: all });
  const theirs = useQuery({ ...askWhole(incident.id, seenBy), enabled: all && seenBy !== null && !known.whole });
  const whole = older.data && (seenBy === null || known.whole || theirs.data) ? older.data.items : null;
  const entries = all && whole ? whole : latest.toReversed();
  const withheld = all && whole && theirs.data ? withheldEntries(whole, theirs.data.items) : known.entries;
  const mayComment = offersOf(incident, useWhoActs()).includes('comment');
  return (
    <Panel title={t('timeline.title')}>
      {mayComment && <CommentBox incident={incident} carry={carry} />}
      <ol className={css.entries}>
        {entries.map((entry) => (
          <Entry key={entryKey(entry)} entry={entry} withheld={known.whole || withheld.has(entryKey(entry))} />
        ))}
      </ol>
      {!all && (entries.at(-1)?.revision ?? 1) > 1 && (
        <Button appearance="subtle" onClick={() => setAll(true)}>
          {t('timeline.older')}
        </Button>
      )}
    </Panel>
  );
}

const askWhole = (id: string, seenBy: string | null = null) =>
  ask('GET /v1/incidents/:id/timeline', { id }, { limit: 200, ...(seenBy !== null && { seenBy }) });

interface EntryProps {
  readonly entry: TimelineEntry;
  readonly withheld: boolean;
}

function Entry({ entry: { at, actor, change }, withheld }: EntryProps) {
  const { t } = useTranslation(['incident', 'vocabulary']);
  const text = useChangeText();
  const { said, quote } = text(change);
  return (
    <li className={css.entry} data-party={actor.party} data-withheld={withheld}>
      <div className={css.line}>
        <span className={css.party}>{t(`vocabulary:party.${actor.party}`)}</span>
        {actor.party !== 'demarc' && <b>{personName(actor.name)}</b>}
        {change.type === 'incident.commented' && (
          <span className={css.visibility}>{t(`timeline.visibility.${change.visibility}`)}</span>
        )}
        {withheld && <WithheldSign />}
        <Moment at={at} />
      </div>
      <span>{said}</span>
      {quote && (
        <blockquote>
          <ApiSaid text={quote} isQuote={actor.party !== 'demarc'} />
        </blockquote>
      )}
    </li>
  );
}

function CommentBox({ incident, carry }: Pick<TimelineProps, 'incident' | 'carry'>) {
  const { t } = useTranslation(['incident', 'act']);
  const draft = `comment here ${incident.id}`;
  const [{ text, visibility }, setValues] = useState(() => ({ text: '', visibility: 'own-party', ...draftOf(draft) }));
  const set = (values: { text: string; visibility: string }) => {
    setValues(values);
    keepDraft(draft, values);
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await carry('comment', [incident], { text, visibility }))) return;
    forgetDraft(draft);
    setValues({ text: '', visibility: 'own-party' });
  };
  return (
    <form className={css.comment} onSubmit={(event) => void send(event)}>
      <Textarea
        aria-label={t('timeline.comment')}
        placeholder={t('timeline.comment')}
        value={text}
        rows={2}
        onChange={(_, { value }) => set({ text: value, visibility })}
      />
      {text !== '' && (
        <div className={css.commentEnd}>
          <RadioGroup
            layout="horizontal"
            aria-label={t('act:field.visibility')}
            value={visibility}
            onChange={(_, { value }) => set({ text, visibility: value })}
          >
            <Radio value="own-party" label={t('act:visibility.own-party')} />
            <Radio value="both" label={t('act:visibility.both')} />
          </RadioGroup>
          <Button type="submit" appearance="primary" disabled={text.trim() === ''}>
            {t('act:name.comment')}
          </Button>
        </div>
      )}
    </form>
  );
}
