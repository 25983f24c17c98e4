import { describe, expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { openApiDocument, openApiPath } from './open-api.js';
import { codeOfProblem, problemOf } from './problem.js';
import { pathTo } from './route.js';
import { ROUTES } from './routes.js';

describe('the OpenAPI document', () => {
  test('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(
      structuredClone<Record<string, unknown>>({ ...openApiDocument('1.0.0') }),
    );
    expect(result).toEqual({ valid: true });
  });

  test('has every route of the table', () => {
    const { paths } = openApiDocument('1.0.0');
    for (const route of Object.values(ROUTES)) {
      expect(paths?.[openApiPath(route.path)]).toHaveProperty(route.method.toLowerCase());
    }
  });
});

describe('the table of routes', () => {
  test('has each method and path once', () => {
    const addresses = Object.values(ROUTES).map(({ method, path }) => `${method} ${path}`);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  test('names a schema for every parameter of a path', () => {
    for (const route of Object.values(ROUTES)) {
      const named = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name);
      expect(Object.keys('params' in route ? route.params.shape : {})).toEqual(named);
    }
  });
});

test('a path is filled in and escaped', () => {
  const path = pathTo(
    ROUTES.sendHook,
    { tenant: 'contoso', format: 'a/b c' },
    { kind: 'security', state: ['x', 'y'], no: undefined },
  );
  expect(path).toBe('/v1/tenants/contoso/hooks/a%2Fb%20c?kind=security&state=x&state=y');
  expect(() => pathTo(ROUTES.readIncident)).toThrow('needs the parameter id');
});

test('a problem can be told from another by its code', () => {
  const problem = problemOf('stale', 'It has changed.', '/v1/incidents/x');
  expect(problem).toMatchObject({ status: 412, instance: '/v1/incidents/x' });
  expect(codeOfProblem(problem)).toBe('stale');
  expect(codeOfProblem({ type: 'about:blank' })).toBeNull();
});
