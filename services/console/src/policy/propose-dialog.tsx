import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  Select,
  Textarea,
} from '@fluentui/react-components';
import type { ReplayFigures } from '@demarc/contracts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.js';
import { call } from '../api/call.js';
import { tell } from '../app/tell.js';
import css from '../parts/forms.module.css';
import { useBusy } from '../parts/use-busy.js';
import { WhyNot } from '../parts/why-not.js';
import { readProposalsAgain } from './use-proposals.js';

interface ProposeDialogProps {
  readonly document: string;
  readonly version: string;
  /** For whom it must be; null: for whom one likes. */
  readonly tenant: string | null;
  /** What a try of these very words found; null: they were not tried. */
  readonly figures: ReplayFigures | null;
  readonly onProposed: () => void;
  readonly onClose: () => void;
}

/** Proposes a draft to another person, who decides whether it is published. */
export function ProposeDialog({ document, version, tenant, figures, onProposed, onClose }: ProposeDialogProps) {
  const { t } = useTranslation(['policy', 'app']);
  const navigate = useNavigate();
  const tenants = useQuery(ask('GET /v1/tenants')).data?.items ?? [];
  const [forWhom, setForWhom] = useState(tenant ?? '');
  const [from, setFrom] = useState('');
  const [because, setBecause] = useState('');
  const [refused, setRefused] = useState<Error | null>(null);
  const [busy, start] = useBusy();
  const propose = async () => {
    setRefused(null);
    const adopted = forWhom !== '' && from !== '' ? { holdsFrom: from } : {};
    try {
      await call('POST /v1/policy-proposals', {
        body: { document, tenant: forWhom === '' ? null : forWhom, because, replay: figures, ...adopted },
      });
      await readProposalsAgain();
      tell({ intent: 'success', title: t('propose.done', { version }) });
      onProposed();
      await navigate({ to: '/policy', search: { view: 'proposals' } });
    } catch (error) {
      setRefused(error as Error);
    }
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            start(propose);
          }}
        >
          <DialogBody>
            <DialogTitle>{t('propose.title', { version })}</DialogTitle>
            <DialogContent className={css.fields}>
              <p>{t('propose.means')}</p>
              <p>{t('publish.means')}</p>
              <Field label={t('publish.forWhom')}>
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
              {forWhom !== '' && (
                <Field label={t('propose.from')}>
                  <Input type="date" value={from} onChange={(_, { value }) => setFrom(value)} />
                </Field>
              )}
              <Field label={t('propose.because')} validationMessage={refused && <WhyNot error={refused} />}>
                <Textarea required value={because} onChange={(_, { value }) => setBecause(value)} />
              </Field>
              <p>{t(figures === null ? 'propose.untried' : 'propose.tried')}</p>
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t('app:cancel')}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={busy}>
                {t('propose.do')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
