import { Button, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import type { CommandName, IncidentView, TimelineEntry } from '@demarc/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandBody } from '../act/carry-out.js';
import { useDrafts } from '../act/drafts.js';
import { offersOf } from '../act/offers.js';
import { useWhoActs } from '../customer-view/seen-by.js';
import { entryKey, useWithheld } from '../customer-view/withheld.js';
import { WithheldSign } from '../customer-view/withheld-sign.js';
import { Moment } from '../parts/moment.js';
import { Panel } from '../parts/panel.js';
import { personName } from '../parts/person-name.js';
import { useBusy } from '../parts/use-busy.js';
import { ApiSaid } from '../phrases/api-said.js';
import { useChangeText } from './change-text.js';
import { useTimelinePages } from './timeline-pages.js';
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
  const known = useWithheld();
  const { entries, withheld, hasOlder, isReading, error, readOlder } = useTimelinePages(incident.id, latest, all);
  const isCut = all ? hasOlder || isReading : (entries.at(-1)?.revision ?? 1) > 1;
  const mayComment = offersOf(incident, useWhoActs()).includes('comment');
  return (
    <Panel title={t('timeline.title')}>
      {mayComment && <CommentBox incident={incident} carry={carry} />}
      <ol className={css.entries}>
        {entries.map((entry) => (
          <Entry key={entryKey(entry)} entry={entry} withheld={known.whole || withheld.has(entryKey(entry))} />
        ))}
      </ol>
      {error && <p role="alert">{error.message}</p>}
      {isCut && (
        <Button
          appearance="subtle"
          disabledFocusable={all && isReading}
          onClick={() => (all ? readOlder() : setAll(true))}
        >
          {t('timeline.older')}
        </Button>
      )}
    </Panel>
  );
}

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
  const drafts = useDrafts();
  const [busy, start] = useBusy();
  const [{ text, visibility }, setValues] = useState(() => ({
    text: '',
    visibility: 'own-party',
    ...drafts.read(draft),
  }));
  const set = (values: { text: string; visibility: string }) => {
    setValues(values);
    drafts.keep(draft, values);
  };
  const send = async () => {
    if (!(await carry('comment', [incident], { text, visibility }))) return;
    drafts.forget(draft);
    setValues({ text: '', visibility: 'own-party' });
  };
  return (
    <form
      className={css.comment}
      onSubmit={(event) => {
        event.preventDefault();
        start(send);
      }}
    >
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
          <Button type="submit" appearance="primary" disabled={text.trim() === ''} disabledFocusable={busy}>
            {t('act:name.comment')}
          </Button>
        </div>
      )}
    </form>
  );
}
