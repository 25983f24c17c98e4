import type { IncidentDetail, IncidentView } from '@demarc/contracts';
import { useTranslation } from 'react-i18next';
import { Moment } from '../parts/moment.js';
import { Pairs, Panel } from '../parts/panel.js';
import { sayNumber } from '../words/times.js';
import { sourceWord } from '../parts/source-word.js';
import css from './what-happened.module.css';

interface WhatHappenedProps {
  readonly incident: IncidentView;
  readonly events: IncidentDetail['events'];
}

/** What the newest event says, in its source's words. */
export function WhatHappened({ incident, events }: WhatHappenedProps) {
  const { t, i18n } = useTranslation(['incident', 'vocabulary']);
  const event = events[0]?.event;
  return (
    <Panel title={t('what.title')}>
      {event?.description && <p className={css.description}>{event.description}</p>}
      <Pairs
        pairs={[
          [t('what.kind'), t(`vocabulary:kind.${incident.kind}`)],
          [t('what.area'), t(`vocabulary:area.${incident.area}`)],
          event?.category ? [t('what.category'), event.category] : null,
          event && event.techniques.length > 0 ? [t('what.techniques'), event.techniques.join(', ')] : null,
          [t('what.first'), <Moment key="first" at={incident.firstActivityAt} />],
          [t('what.last'), <Moment key="last" at={incident.lastActivityAt} />],
          [t('what.events'), sayNumber(incident.eventCount, i18n.language)],
          [t('what.source'), sourceWord(incident.source)],
          event?.link
            ? [
                t('what.link'),
                <a key="link" href={event.link} target="_blank" rel="noreferrer noopener" className={css.link}>
                  {hostOf(event.link)}
                </a>,
              ]
            : null,
        ]}
      />
      {event && event.remarks.length > 0 && <p className={css.remarks}>{event.remarks.join(' ')}</p>}
    </Panel>
  );
}

/** An event of an older version may have kept what is no address. */
const hostOf = (link: string) => (URL.canParse(link) ? new URL(link).host : link);
