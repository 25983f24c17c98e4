import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Select,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask, invalidate } from '../api/ask.js';
import { call } from '../api/call.js';
import { tell } from '../app/tell.js';
import css from '../parts/forms.module.css';
import { useBusy } from '../parts/use-busy.js';
import { WhyNot } from '../parts/why-not.js';

interface PublishDialogProps {
  readonly document: string;
  readonly version: string;
  /** For whom it must be; null: for whom one likes. */
  readonly tenant: string | null;
  readonly onPublished: () => void;
  readonly onClose: () => void;
}

/** Publishes a draft, for ever. */
export function PublishDialog({ document, version, tenant, onPublished, onClose }: PublishDialogProps) {
  const { t } = useTranslation(['policy', 'app']);
  const navigate = useNavigate();
  const tenants = useQuery(ask('GET /v1/tenants')).data?.items ?? [];
  const [forWhom, setForWhom] = useState(tenant ?? '');
  const [refused, setRefused] = useState<Error | null>(null);
  const [busy, start] = useBusy();
  const publish = async () => {
    setRefused(null);
    try {
      await call('POST /v1/policies', { body: { document, tenant: forWhom === '' ? null : forWhom } });
      await invalidate('GET /v1/policies');
      tell({ intent: 'success', title: t('publish.done', { version }) });
      onPublished();
      await navigate({ to: '/policy', search: { version } });
    } catch (error) {
      setRefused(error as Error);
    }
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('publish.title', { version })}</DialogTitle>
          <DialogContent className={css.fields}>
            <p>{t('publish.means')}</p>
            <p>{t('publish.alone')}</p>
            <Field label={t('publish.forWhom')} validationMessage={refused && <WhyNot error={refused} />}>
              <Select value={forWhom} onChange={(_, { value }) => setForWhom(value)}>
                {tenant === null && <option value="">{t('publish.everybody')}</option>}
                {tenants
                  .filter((one) => tenant === null || one.tenant === tenant)
                  .map((one) => (
                    <option key={one.tenant} value={one.tenant}>
                      {one.name}
                    </option>
                  ))}
              </Select>
            </Field>
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('app:cancel')}</Button>
            <Button appearance="primary" disabledFocusable={busy} onClick={() => start(publish)}>
              {t('publish.do')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
