export default { title: 'queue' } as const;
