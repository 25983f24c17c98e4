export default {
  as: 'View as customer',
  asName: 'View as {{name}}',
  title: 'You see what {{name}} sees.',
  hatched: 'What is hatched is withheld from the customer.',
  whole: 'All of this incident is withheld from the customer: to them there is no such incident.',
  nothingDone: 'Nothing can be done from here meanwhile.',
  end: 'Back to your own view',
  withheld: 'withheld',
  withheldFrom: 'withheld from the customer',
  theirs: 'Theirs',
} as const;
