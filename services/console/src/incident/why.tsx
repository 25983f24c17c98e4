import type { IncidentView } from '@demarc/contracts';
import { type FactName, FACT_NAMES } from '@demarc/domain';
import { Button } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.js';
import type { AnswerAt } from '../api/call.js';
import { NotRead } from '../parts/not-read.js';
import { Panel } from '../parts/panel.js';
import { ApiSaid } from '../phrases/api-said.js';
import { useFactWord } from './fact-word.js';
import css from './why.module.css';

type Receipt = AnswerAt<'GET /v1/incidents/:id/receipt'>;

/** The receipt drawn as the way through the policy: the facts, the clauses that were passed, the one that won, and the exits. */
export function Why({ incident }: { readonly incident: IncidentView }) {
  const { t } = useTranslation('incident');
  const read = useQuery(ask('GET /v1/incidents/:id/receipt', { id: incident.reference }));
  const receipt = read.data;
  return (
    <Panel
      title={t('why.title')}
      aside={receipt && <span className={css.policy}>{t('why.policy', { version: receipt.policyVersion })}</span>}
    >
      {receipt && <Path receipt={receipt} />}
      {read.isError && !receipt && <NotRead read={read} />}
    </Panel>
  );
}

function Path({ receipt: { receipt, explanation, notExplained, queue, clauseId } }: { readonly receipt: Receipt }) {
  const { t } = useTranslation(['incident', 'vocabulary']);
  const word = useFactWord();
  const needs = explanation?.clause.when;
  return (
    <>
      <h3 className={css.step}>{t('why.facts')}</h3>
      <dl className={css.facts}>
        {FACT_NAMES.map((name) => (
          <div key={name} data-decided={needs !== undefined && name in needs}>
            <dt>{t(`vocabulary:fact.${name}`)}</dt>
            <dd>
              <b>{word(name, receipt.facts[name])}</b>
              <small>
                <ApiSaid text={receipt.from[name]} isQuote={name === 'serviceImpact' && isOfRule(receipt)} />
              </small>
            </dd>
          </div>
        ))}
      </dl>
      {explanation && explanation.passed.length > 0 && <Passed passed={explanation.passed} />}
      <h3 className={css.step}>{t('why.won')}</h3>
      <div className={css.clause}>
        <p className={css.clauseTitle}>
          <code>{clauseId}</code> {receipt.clause.title}
        </p>
        {receipt.clause.quote && <blockquote>{receipt.clause.quote}</blockquote>}
        {receipt.clause.source && <cite>{receipt.clause.source}</cite>}
        <p className={css.owner}>
          {t('why.owner')} <b>{t(`vocabulary:queue.${queue}`)}</b>
        </p>
      </div>
      {explanation && explanation.flips.length > 0 && (
        <>
          <h3 className={css.step}>{t('why.flips')}</h3>
          <ul className={css.flips}>
            {explanation.flips.map(({ fact, to, queue: other, clauseId: under }) => (
              <li key={`${fact} ${under}`}>
                <span>
                  {t('why.if', {
                    fact: t(`vocabulary:fact.${fact}`),
                    values: to.map((value) => word(fact, value)).join(', '),
                  })}
                </span>
                <span>
                  → <b>{t(`vocabulary:queue.${other}`)}</b> <code>{under}</code>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {explanation?.flips.length === 0 && <p className={css.policy}>{t('why.firm')}</p>}
      {notExplained && (
        <p className={css.policy}>
          <ApiSaid text={notExplained} />
        </p>
      )}
    </>
  );
}

/** A rule of the policy says so in its author's words. */
const isOfRule = ({ serviceImpact: { because, rules } }: Receipt['receipt']) =>
  rules.some((id) => because.startsWith(`${id}: `));

type PassedClauses = NonNullable<Receipt['explanation']>['passed'];
const SHOWN_FIRST = 3;

/** Those nearest to the one that won are shown first: they are what nearly applied. */
function Passed({ passed }: { readonly passed: PassedClauses }) {
  const { t } = useTranslation(['incident', 'vocabulary']);
  const word = useFactWord();
  const [all, setAll] = useState(false);
  const shown = all ? passed : passed.slice(-SHOWN_FIRST);
  return (
    <>
      <h3 className={css.step}>{t('why.passed', { count: passed.length })}</h3>
      {!all && passed.length > shown.length && (
        <Button size="small" appearance="subtle" onClick={() => setAll(true)}>
          {t('why.showPassed', { count: passed.length - shown.length })}
        </Button>
      )}
      <ol className={css.passed}>
        {shown.map(({ id, title, failed, is, needs }) => (
          <li key={id}>
            <span>
              <code>{id}</code> {title}
            </span>
            <small>
              {t('why.needs', {
                fact: t(`vocabulary:fact.${failed}`),
                needs: needs.map((value) => word(failed as FactName, value)).join(', '),
                is: word(failed, is),
              })}
            </small>
          </li>
        ))}
      </ol>
    </>
  );
}
