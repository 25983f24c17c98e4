import { Button } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tell } from '../app/tell.js';

const SHOWN_MS = 1_500;

export function CopyButton({ text }: { readonly text: string }) {
  const { t } = useTranslation('app');
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Over plain http, or where the browser does not allow it.
      return tell({ intent: 'warning', title: t('notCopied'), body: text });
    }
    setCopied(true);
    setTimeout(() => setCopied(false), SHOWN_MS);
  };
  return (
    <Button
      size="small"
      appearance="transparent"
      icon={copied ? <CheckmarkRegular /> : <CopyRegular />}
      aria-label={copied ? t('copied') : `${t('copy')} ${text}`}
      onClick={() => void copy()}
    />
  );
}
