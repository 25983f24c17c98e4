import type { FlowView } from '@demarc/contracts';
import type { DeviceClass, QUEUES } from '@demarc/domain';
import { Link } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../parts/panel.js';
import { Said } from '../parts/said.js';
import { usePhone } from '../parts/use-phone.js';
import { sayNumber } from '../words/times.js';
import css from './flow-panel.module.css';
import { useNodeWord } from './node-word.js';
import type { OpenedSearch } from './opened-search.js';
import { type FlowNode, STAGES, type Stage, sankeyOf } from './sankey-of.js';

const HEAD_PX = 28;
const ROW_PX = 46;
const LEAST_PX = 240;
const LABEL_PX = 8;

interface FlowPanelProps {
  readonly flow: FlowView;
  /** What the lists behind it have in common. */
  readonly opened: OpenedSearch;
}

/** How what was opened came from its source to its owner: a picture, and the same as a table behind it. */
export function FlowPanel({ flow, opened }: FlowPanelProps) {
  const { t } = useTranslation('overview');
  const phone = usePhone();
  return (
    <Panel title={t('flow.title')}>
      {flow.paths.length === 0 ? (
        <Said title={t('flow.none.title')} body={t('flow.none.body')} />
      ) : (
        <>
          {!phone && <Picture paths={flow.paths} opened={opened} />}
          {/* On a phone no picture of four columns can be read. */}
          <details className={css.more} open={phone}>
            <summary>{t('flow.asTable')}</summary>
            <PathTable paths={flow.paths} opened={opened} />
          </details>
        </>
      )}
    </Panel>
  );
}

function Picture({ paths, opened }: { readonly paths: FlowView['paths']; readonly opened: OpenedSearch }) {
  const { t, i18n } = useTranslation(['overview', 'vocabulary']);
  const word = useNodeWord();
  const [frame, width] = useWidth();
  const rows = Math.max(...STAGES.map((stage) => new Set(paths.map((path) => nameAt(path, stage))).size));
  const height = Math.max(LEAST_PX, Math.min(rows, 8) * ROW_PX);
  // The names of the last column stand at its left, as there is nothing at its right.
  const layout = useMemo(() => sankeyOf(paths, Math.max(1, width - 2), height), [paths, width, height]);
  const said = (node: FlowNode) => (node.name === null ? t('flow.others') : word(node.stage, node.name));
  const number = (value: number) => sayNumber(value, i18n.language);
  return (
    <div ref={frame} className={css.frame} style={{ minHeight: height + HEAD_PX }}>
      {width > 0 && (
        <svg width={width} height={height + HEAD_PX} aria-hidden={false} role="group" aria-label={t('flow.label')}>
          {STAGES.map((stage, at) => (
            <text
              key={stage}
              x={(at / (STAGES.length - 1)) * width}
              y={14}
              textAnchor={at === 0 ? 'start' : at === STAGES.length - 1 ? 'end' : 'middle'}
              className={css.head}
            >
              {t(`flow.stage.${stage}`)}
            </text>
          ))}
          <g transform={`translate(0 ${HEAD_PX})`}>
            {layout.links.map(({ id, from, to, path, width: thick, count }) => (
              <path key={id} d={path} strokeWidth={thick} className={css.link} data-tone={toneOf(to) ?? toneOf(from)}>
                <title>{`${said(from)} → ${said(to)}: ${t('flow.incidents', { count })}`}</title>
              </path>
            ))}
            {layout.nodes.map((node) => {
              const end = node.x + node.width > width - 20;
              const lines = (
                <>
                  <rect
                    x={node.x}
                    y={node.y}
                    width={node.width}
                    height={node.height}
                    className={css.node}
                    data-tone={toneOf(node)}
                  />
                  <text
                    x={end ? node.x - LABEL_PX : node.x + node.width + LABEL_PX}
                    y={node.y + node.height / 2}
                    textAnchor={end ? 'end' : 'start'}
                    dominantBaseline="middle"
                    className={css.name}
                  >
                    {shortened(said(node))}
                    <tspan className={css.count} dx={6}>
                      {number(node.count)}
                    </tspan>
                  </text>
                  <title>{`${said(node)}: ${t('flow.incidents', { count: node.count })}`}</title>
                </>
              );
              const list = node.name === null ? null : listOf(node.stage, node.name);
              return list ? (
                <Link key={node.id} to="/queue" search={{ ...opened, ...list }} className={css.box}>
                  {lines}
                </Link>
              ) : (
                <g key={node.id}>{lines}</g>
              );
            })}
          </g>
        </svg>
      )}
    </div>
  );
}

function PathTable({ paths, opened }: { readonly paths: FlowView['paths']; readonly opened: OpenedSearch }) {
  const { t, i18n } = useTranslation('overview');
  const word = useNodeWord();
  return (
    <div className={css.scrolling} tabIndex={0} role="region" aria-label={t('flow.asTable')}>
      <table className={css.table}>
        <thead>
          <tr>
            {STAGES.map((stage) => (
              <th key={stage} scope="col">
                {t(`flow.stage.${stage}`)}
              </th>
            ))}
            <th scope="col">{t('flow.count')}</th>
          </tr>
        </thead>
        <tbody>
          {paths.map((path) => (
            <tr key={STAGES.map((stage) => nameAt(path, stage)).join(' ')}>
              {STAGES.map((stage) => (
                <td key={stage}>{word(stage, nameAt(path, stage))}</td>
              ))}
              <td>
                <Link
                  to="/queue"
                  search={{ ...opened, source: path.source, device: path.device as DeviceClass, clause: path.clauseId }}
                  aria-label={t('flow.incidents', { count: path.incidents })}
                >
                  {sayNumber(path.incidents, i18n.language)}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type Path = FlowView['paths'][number];
const nameAt = (path: Path, stage: Stage): string => (stage === 'clause' ? path.clauseId : path[stage]);

/** The list behind a node. */
function listOf(stage: Stage, name: string) {
  switch (stage) {
    case 'source':
      return { source: name };
    case 'device':
      return { device: name as DeviceClass };
    case 'clause':
      return { clause: name };
    case 'queue':
      return { queue: name as (typeof QUEUES)[number] };
    default:
      return stage satisfies never;
  }
}

function toneOf({ stage, name }: FlowNode): string | undefined {
  if (name === null) return undefined;
  if (stage === 'queue') return name.split('/', 1)[0];
  return stage === 'device' && name === 'mmd' ? 'microsoft' : undefined;
}

const MOST_LETTERS = 32;
const shortened = (text: string): string =>
  text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1).trimEnd()}…` : text;

function useWidth() {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry!.contentRect.width)));
    observer.observe(frame.current!);
    return () => observer.disconnect();
  }, []);
  return [frame, width] as const;
}
