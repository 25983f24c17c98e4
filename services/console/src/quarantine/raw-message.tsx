import type { QuarantineDetail } from '@demarc/contracts';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../parts/copy-button.js';
import { markedText } from './marked-text.js';
import css from './message-detail.module.css';

const BASE64_SHOWN = 2_000;

/** The message as it was received, never changed, with its fault marked. */
export function RawMessage({ message: { raw, fault } }: { readonly message: QuarantineDetail }) {
  const { t } = useTranslation('quarantine');
  return (
    <section>
      <h3>{t('detail.content')}</h3>
      {raw === null && <p className={css.quiet}>{t('detail.notKept')}</p>}
      {raw !== null && raw.text === null && (
        <>
          <p className={css.quiet}>{t('detail.noText')}</p>
          <div className={css.raw}>
            <pre tabIndex={0}>{raw.base64.slice(0, BASE64_SHOWN)}</pre>
          </div>
        </>
      )}
      {raw !== null && raw.text !== null && <Text text={raw.text} position={fault?.position ?? null} />}
    </section>
  );
}

function Text({ text, position }: { readonly text: string; readonly position: number | null }) {
  const { t } = useTranslation('quarantine');
  const { before, at, after, isCut } = markedText(text, position);
  return (
    <>
      <div className={css.raw}>
        <CopyButton text={text} />
        {/* A long text scrolls, and what scrolls must be reachable by keyboard. */}
        <pre tabIndex={0}>
          {before}
          {position !== null && <mark>{at}</mark>}
          {after}
        </pre>
      </div>
      {isCut && <p className={css.quiet}>{t('detail.cut')}</p>}
    </>
  );
}
