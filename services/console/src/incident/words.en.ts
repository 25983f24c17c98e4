export default { title: 'incident' } as const;
