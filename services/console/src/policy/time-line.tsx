import { Input, Button } from '@fluentui/react-components';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.js';
import type { AnswerAt } from '../api/call.js';
import { FaultNote } from '../parts/fault-note.js';
import { FaultPage } from '../parts/fault-page.js';
import { PagePending } from '../parts/page-pending.js';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { type Scale, scaleOf, ticksOf } from '../parts/time-scale.js';
import { usePermitted } from '../session/me.js';
import { useNow } from '../words/now.js';
import { sayNumber } from '../words/times.js';
import { AdoptDialog } from './adopt-dialog.js';
import { sayDate } from './say-date.js';
import { type Span, spansOf } from './spans.js';
import css from './time-line.module.css';
import { VersionList } from './version-list.js';

type Policies = AnswerAt<'GET /v1/policies'>['items'];
const SHOWN_FIRST = 20;

/** Which policy holds for whom, from when: a line for each customer, and every version there is. */
export function TimeLine({ policies }: { readonly policies: Policies }) {
  const { t, i18n } = useTranslation('policy');
  const mayAdopt = usePermitted('keep-policies');
  const [typed, setTyped] = useState('');
  const [shown, setShown] = useState(SHOWN_FIRST);
  const [adopting, setAdopting] = useState<string | null>(null);
  const read = useQuery(ask('GET /v1/tenants'));
  const words = typed.trim().toLowerCase();
  const fitting = (read.data?.items ?? []).filter(({ tenant, name }) =>
    `${tenant} ${name}`.toLowerCase().includes(words),
  );
  const tenants = fitting.slice(0, shown);
  const lines = useQueries({
    queries: tenants.map(({ tenant }) => ask('GET /v1/tenants/:tenant/policies', { tenant })),
    combine: (results) =>
      results.map(({ data, error, refetch }) => ({ spans: data ? spansOf(data.items) : null, error, refetch })),
  });
  const moments = useMemo(
    () => lines.flatMap(({ spans }) => spans ?? []).flatMap(({ from }) => (from === null ? [] : [from])),
    [lines],
  );
  const now = useNow();
  const scale = scaleOf(moments, now);
  const tone = (version: string) => policies.findIndex((policy) => policy.version === version) % TONES;
  if (read.isPending) return <PagePending />;
  if (!read.data) return <FaultPage error={read.error} />;
  return (
    <>
      <Panel
        title={t('line.title')}
        aside={
          read.data.items.length > 1 && (
            <Input
              size="small"
              type="search"
              aria-label={t('line.find')}
              placeholder={t('line.find')}
              value={typed}
              onChange={(_, { value }) => setTyped(value)}
            />
          )
        }
      >
        {tenants.length === 0 && <Said title={t('line.none.title')} body={t('line.none.body')} />}
        <ul className={css.lines}>
          {tenants.map(({ tenant, name }, at) => (
            <li key={tenant}>
              <div className={css.head}>
                <h3>{name}</h3>
                {mayAdopt && (
                  <Button size="small" onClick={() => setAdopting(tenant)}>
                    {t('adopt.open')}
                  </Button>
                )}
              </div>
              <LineOrWhyNot line={lines[at]} scale={scale} nowMs={now} tone={tone} />
            </li>
          ))}
        </ul>
        {tenants.length > 0 && <Axis scale={scale} nowMs={now} language={i18n.language} />}
        {fitting.length > shown && (
          <Button appearance="subtle" onClick={() => setShown(shown + SHOWN_FIRST)}>
            {t('line.more', { count: fitting.length - shown, n: sayNumber(fitting.length - shown, i18n.language) })}
          </Button>
        )}
      </Panel>
      <VersionList policies={policies} />
      {adopting !== null && <AdoptDialog tenant={adopting} policies={policies} onClose={() => setAdopting(null)} />}
    </>
  );
}

const TONES = 6;

interface LineProps {
  readonly spans: readonly Span[];
  readonly scale: Scale;
  readonly nowMs: number;
  readonly tone: (version: string) => number;
}

interface ReadLine {
  /** Null: not read yet, or not readable. */
  readonly spans: readonly Span[] | null;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

/** A line without policies would say that none holds. */
function LineOrWhyNot({ line, ...place }: Omit<LineProps, 'spans'> & { readonly line: ReadLine | undefined }) {
  const { t } = useTranslation('policy');
  if (line?.spans) return <Line {...place} spans={line.spans} />;
  if (!line?.error) return <div className={css.line} aria-busy />;
  return <FaultNote title={t('line.unread')} error={line.error} onAgain={() => void line.refetch()} />;
}

/** One customer's policies, one after the other. Each is a link to what it says. */
function Line({ spans, scale, nowMs, tone }: LineProps) {
  const { t, i18n } = useTranslation('policy');
  const day = (at: string) => sayDate(at, i18n.language);
  const said = ({ from, until }: Span) => {
    if (from !== null && until !== null) return t('line.between', { from: day(from), until: day(until) });
    if (from !== null) return t('line.since', { from: day(from) });
    return until === null ? t('line.ever') : t('line.before', { until: day(until) });
  };
  return (
    <div className={css.line}>
      <ol>
        {spans.map((span) => {
          const begin = span.from === null ? 0 : scale.at(new Date(span.from).getTime());
          const end = span.until === null ? 100 : scale.at(new Date(span.until).getTime());
          const agreed = span.approvedBy === null ? '' : `, ${t('line.approved', { who: span.approvedBy })}`;
          const who = span.from === null ? t('default') : t('line.by', { who: span.adoptedBy ?? '' }) + agreed;
          return (
            <li key={span.from ?? 'default'} style={{ flexGrow: end - begin }} data-in-force={span.isInForce}>
              <Link
                to="/policy"
                search={{ version: span.version }}
                data-tone={tone(span.version)}
                title={`${span.title}: ${said(span)}, ${who}`}
              >
                <b>{span.version}</b>
                <small>
                  {said(span)}
                  {span.isInForce && <em>{t('inForce')}</em>}
                </small>
              </Link>
            </li>
          );
        })}
      </ol>
      <i className={css.today} style={{ insetInlineStart: `${scale.at(nowMs)}%` }} aria-hidden />
    </div>
  );
}

interface AxisProps {
  readonly scale: Scale;
  readonly nowMs: number;
  readonly language: string;
}

function Axis({ scale, nowMs, language }: AxisProps) {
  const { t } = useTranslation('policy');
  const format = new Intl.DateTimeFormat(language, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  const today = scale.at(nowMs);
  return (
    <div className={css.axis} aria-hidden>
      {ticksOf(scale)
        .map((ms) => ({ ms, at: scale.at(ms) }))
        .filter(({ at }) => Math.abs(at - today) > NEAR && at < 100 - NEAR / 2 && at > NEAR / 2)
        .map(({ ms, at }) => (
          <span key={ms} style={{ insetInlineStart: `${at}%` }}>
            {format.format(ms)}
          </span>
        ))}
      <span className={css.todayWord} style={{ insetInlineStart: `${today}%` }}>
        {t('line.today')}
      </span>
    </div>
  );
}

/** Hundredths of the width that a word takes. */
const NEAR = 7;
