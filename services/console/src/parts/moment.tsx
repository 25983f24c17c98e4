import { useTranslation } from 'react-i18next';
import { useNow } from '../words/now.js';
import { sayAgo, sayExactly, sayMoment } from '../words/times.js';

interface MomentProps {
  readonly at: string;
}

/** How long ago or until when, with the exact moment on hover and for whoever has it read out. */
export function Ago({ at }: MomentProps) {
  const { i18n } = useTranslation();
  return (
    <time dateTime={at} title={sayExactly(at, i18n.language)}>
      {sayAgo(at, useNow(), i18n.language)}
    </time>
  );
}

/** A date and time of day in the reader's zone. */
export function Moment({ at }: MomentProps) {
  const { i18n } = useTranslation();
  return (
    <time dateTime={at} title={sayExactly(at, i18n.language)}>
      {sayMoment(at, useNow(), i18n.language)}
    </time>
  );
}
