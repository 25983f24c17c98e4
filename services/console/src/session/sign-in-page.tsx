import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import mark from '../app/mark.svg';
import { signInAt } from './sign-in-at.js';
import css from './sign-in-page.module.css';

/** For whoever is not signed in: the way to the sign-in provider, which leads back to here. */
export function SignInPage() {
  const { t } = useTranslation('session');
  const { pathname, search } = location;
  return (
    <main className={css.page}>
      <section className={css.card}>
        <img src={mark} alt="" width={44} height={44} />
        <h1>Demarc</h1>
        <p>{t('what')}</p>
        <Button as="a" appearance="primary" size="large" href={signInAt(`${pathname}${search}`)}>
          {t('signIn')}
        </Button>
      </section>
    </main>
  );
}
