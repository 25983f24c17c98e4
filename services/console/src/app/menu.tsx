import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isPermitted, useMe } from '../session/me.js';
import css from './menu.module.css';
import { PAGES } from './pages.js';

/** The pages that somebody may see: at the side, and at the bottom of a phone. */
export function Menu() {
  const { t } = useTranslation('app');
  const me = useMe();
  return (
    <nav data-pages className={css.menu} aria-label={t('menu')}>
      {PAGES.filter(({ permission }) => isPermitted(me, permission)).map(({ to, name, icon: Icon }) => (
        <Link key={name} to={to} className={css.item} activeProps={{ className: css.current }}>
          <Icon />
          <span>{t(`page.${name}`)}</span>
        </Link>
      ))}
    </nav>
  );
}
