import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayNumber } from '../words/times.js';
import { type Flow, type FlowBand, type FlowBox, flowLayout } from './flow-layout.js';
import css from './flow-picture.module.css';

interface FlowPictureProps {
  readonly flows: readonly Flow[];
  readonly nameOf: (name: string) => string;
  /** What colours a box: a party, or nothing. */
  readonly toneOf: (name: string) => string;
}

const BOX_PX = 12;
const HEAD_PX = 24;
const FEW_PX = 160;
const MANY_PX = 300;
const NARROW_PX = 560;
const LABEL_PX = 8;
const COUNT_LETTERS = 3;
const USUAL = { sizePx: 14, linePx: 17, letterPx: 7.4 };
const SMALL: typeof USUAL = { sizePx: 12, linePx: 14, letterPx: 6.4 };

/** Before at the left, after at the right, and between them bands as wide as what goes from the one to the other. */
export function FlowPicture({ flows, nameOf, toneOf }: FlowPictureProps) {
  const { t, i18n } = useTranslation('policy');
  const [frame, width] = useWidth();
  const type = width < NARROW_PX ? SMALL : USUAL;
  const number = (value: number) => sayNumber(value, i18n.language);
  const told = ({ from, to, count }: Flow) => `${nameOf(from)} → ${nameOf(to)}: ${t('trial.incidents', { count })}`;
  const side = Math.max(96, Math.min(230, width * (width < NARROW_PX ? 0.32 : 0.24)));
  const [left, right] = [side, width - side];
  const linesOf = (name: string) => wrapped(nameOf(name), (side - BOX_PX - LABEL_PX) / type.letterPx);
  const most = Math.max(1, ...flows.flatMap(({ from, to }) => [linesOf(from).length, linesOf(to).length]));
  const layout = flowLayout(flows, flows.length < 4 ? FEW_PX : MANY_PX, most * type.linePx);
  return (
    <div ref={frame} className={css.frame}>
      {width > 0 && (
        <svg
          width={width}
          height={layout.height + HEAD_PX + LABEL_PX}
          role="img"
          aria-label={`${t('trial.flowLabel')}. ${flows.map(told).join('; ')}`}
        >
          <text x={left} y={14} textAnchor="end" className={css.head}>
            {t('trial.before')}
          </text>
          <text x={right} y={14} className={css.head}>
            {t('trial.after')}
          </text>
          <g transform={`translate(0 ${HEAD_PX})`}>
            {layout.bands.map((band) => (
              <path
                key={`${band.from} ${band.to}`}
                d={bandPath(band, left, right)}
                strokeWidth={band.width}
                className={css.band}
                data-tone={toneOf(band.to)}
                data-same={band.from === band.to}
              >
                <title>{told(band)}</title>
              </path>
            ))}
            {layout.before.map((box) => (
              <Box key={box.name} box={box} x={left - BOX_PX} tone={toneOf(box.name)}>
                <Label
                  lines={linesOf(box.name)}
                  type={type}
                  count={number(box.count)}
                  x={left - BOX_PX - LABEL_PX}
                  box={box}
                  anchor="end"
                />
              </Box>
            ))}
            {layout.after.map((box) => (
              <Box key={box.name} box={box} x={right} tone={toneOf(box.name)}>
                <Label
                  lines={linesOf(box.name)}
                  type={type}
                  count={number(box.count)}
                  x={right + BOX_PX + LABEL_PX}
                  box={box}
                  anchor="start"
                />
              </Box>
            ))}
          </g>
        </svg>
      )}
    </div>
  );
}

function bandPath({ fromY, toY }: FlowBand, left: number, right: number): string {
  const middle = (left + right) / 2;
  return `M${left} ${fromY} C${middle} ${fromY} ${middle} ${toY} ${right} ${toY}`;
}

interface BoxProps {
  readonly box: FlowBox;
  readonly x: number;
  readonly tone: string;
  readonly children: ReactNode;
}

function Box({ box, x, tone, children }: BoxProps) {
  return (
    <>
      <rect x={x} y={box.y} width={BOX_PX} height={box.height} rx={2} className={css.box} data-tone={tone} />
      {children}
    </>
  );
}

interface LabelProps {
  readonly lines: readonly string[];
  readonly count: string;
  readonly x: number;
  readonly box: FlowBox;
  readonly anchor: 'start' | 'end';
  readonly type: typeof USUAL;
}

function Label({ lines, count, x, box, anchor, type: { linePx, sizePx } }: LabelProps) {
  const top = box.y + box.height / 2 - ((lines.length - 1) * linePx) / 2 + linePx / 4;
  return (
    <text textAnchor={anchor} fontSize={sizePx} className={css.name}>
      {lines.map((line, at) => (
        <tspan key={line} x={x} y={top + at * linePx}>
          {line}
          {at === lines.length - 1 && <tspan className={css.count}>{` ${count}`}</tspan>}
        </tspan>
      ))}
    </text>
  );
}

/** A name in lines of so many letters, with room for the count behind it; SVG does not break lines. */
function wrapped(name: string, letters: number): readonly string[] {
  const lines: string[] = [];
  for (const word of name.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters - COUNT_LETTERS)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The width of an element as it is now. */
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
