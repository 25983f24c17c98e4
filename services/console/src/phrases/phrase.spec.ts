import { describe, expect, it } from '@jest/globals';
import { inFrench } from './in-french.js';
import { PhraseBook } from './phrase.js';

const book = new PhraseBook(
  [
    ['{ref} is in {queue} already.', '{ref} est déjà dans {queue:queue}.'],
    ['is {what}, which the service does not manage', 'est {what:said}, que le service ne gère pas'],
    ['a server', 'un serveur'],
    ['expected {what}, found }', 'attendu : {what} ; trouvé : }'],
    ['of {areas}', 'de : {areas:area}'],
    ['Try again.', 'Réessayez.'],
  ],
  { queue: { 'customer/other': 'Client, autre' }, area: { vpn: 'VPN', email: 'Messagerie' } },
);

describe('a phrase book', () => {
  it('says a sentence with its parts in the other language, and a part by the vocabulary', () => {
    expect(book.say('INC-7K3Q9-X2M4P is in customer/other already.')).toBe(
      'INC-7K3Q9-X2M4P est déjà dans Client, autre.',
    );
    expect(book.say('of vpn, email, unheard-of')).toBe('de : VPN, Messagerie, unheard-of');
  });

  it('translates a part that is a phrase itself, and says nothing when it is in no phrase', () => {
    expect(book.say('is a server, which the service does not manage')).toBe(
      'est un serveur, que le service ne gère pas',
    );
    expect(book.say('is a toaster, which the service does not manage')).toBeNull();
  });

  it('takes a sentence as a whole only, and its signs as they are', () => {
    expect(book.say('is INC-1 is in customer/other already.')).toBeNull();
    expect(book.say('is in customer/other already.')).toBeNull();
    expect(book.say('expected {, found }')).toBe('attendu : { ; trouvé : }');
    expect(book.say('expected x, found )')).toBeNull();
  });

  it('says several sentences when each is known, and none when one is not', () => {
    expect(book.say('INC-1 is in customer/other already. Try again.')).toBe(
      'INC-1 est déjà dans Client, autre. Réessayez.',
    );
    expect(book.say('INC-1 is in customer/other already. Or do not.')).toBeNull();
  });

  it('is not held up by a long text', () => {
    expect(inFrench(`${'rule a: "b" in c. '.repeat(200)}x`)).toBeNull();
    expect(inFrench('a '.repeat(2_000))).toBeNull();
  });
});
