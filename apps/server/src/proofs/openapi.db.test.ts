import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { TestBrowser } from '../../../../infra/test-browser.ts';
import { testHouse, type TestHouse } from '../../../../infra/test-house.ts';

const Schema = z.record(z.string(), z.unknown());
const Content = z.record(z.string().regex(/^[\w*]+\/[\w.+*-]+$/), z.object({ schema: Schema }));
const Parameter = z.object({
  name: z.string().min(1),
  in: z.enum(['path', 'query', 'header', 'cookie']),
  required: z.boolean().optional(),
  schema: Schema,
});
const Operation = z.strictObject({
  tags: z.array(z.string().min(1)).optional(),
  summary: z.string().optional(),
  description: z.string().optional(),
  parameters: z.array(Parameter).optional(),
  requestBody: z.object({ required: z.boolean().optional(), content: Content }).optional(),
  responses: z.record(
    z.string().regex(/^([1-5]\d\d|[1-5]XX|default)$/),
    z.object({ description: z.string().min(1), content: Content }),
  ),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
});
/** The fixed fields of OpenAPI 3.1 that we use; anything else in their place is a fault. */
const Document = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  components: z.object({
    schemas: z.record(z.string(), Schema),
    securitySchemes: z.object({ session: z.object({}) }),
  }),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(z.enum(['get', 'post', 'put', 'patch', 'delete']), Operation),
  ),
});

let house: TestHouse;
let document: z.infer<typeof Document>;

beforeAll(async () => {
  house = await testHouse();
  const clerk = await house.person('松井 健');
  const told = await new TestBrowser(house.origins.lgwan, clerk.cookies.lgwan).get('/api/openapi.json');
  document = Document.parse(told.body);
});
afterAll(() => house.stop());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method,
      operation,
      name: `${method} ${path}`,
    })),
  );

test('every route of the server is described', () => {
  const described = operations().map(
    ({ path, method }) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
  );
  const routes = house.app.routeNames
    .map((route) => route.replace('::', ':'))
    .filter((route) => /^\w+ \/(api|health)\//.test(route));
  expect(described.sort()).toEqual(routes.sort());
});

test('every write says what it takes, every answer what it gives, and every variable of a path is declared', () => {
  for (const { path, method, operation, name } of operations()) {
    if (method !== 'get' && path !== '/api/sign-out') expect(operation.requestBody, name).toBeDefined();
    expect(Object.keys(operation.responses).length, name).toBeGreaterThanOrEqual(2);
    const declared = (operation.parameters ?? [])
      .filter((one) => one.in === 'path' && one.required)
      .map((one) => one.name);
    expect(declared.sort(), name).toEqual(
      [...path.matchAll(/\{(\w+)\}/g)].map(([, variable]) => variable).sort(),
    );
  }
});

test('every schema is one of JSON Schema 2020-12, the dialect of OpenAPI 3.1', () => {
  const from = createRequire(createRequire(import.meta.url).resolve('@fastify/ajv-compiler'));
  const { Ajv2020 } = from('ajv/dist/2020.js');
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const schemas = operations().flatMap(({ operation, name }) => [
    ...(operation.parameters ?? []).map((one) => [name, one.schema] as const),
    ...Object.values(operation.requestBody?.content ?? {}).map((one) => [name, one.schema] as const),
    ...Object.values(operation.responses).flatMap(({ content }) =>
      Object.values(content).map((one) => [name, one.schema] as const),
    ),
  ]);
  for (const [name, schema] of schemas) expect(ajv.validateSchema(schema), name).toBe(true);
  expect(schemas.length).toBeGreaterThan(100);
});

test('only what answers without a session of a person says so', () => {
  const open = operations()
    .filter(({ operation }) => operation.security?.length === 0)
    .map(({ path }) => path);
  expect(open.sort()).toEqual([
    '/api/activate',
    '/api/activate/check',
    '/api/place',
    '/api/place/enter',
    '/api/place/help',
    '/api/place/help/withdraw',
    '/api/place/register',
    '/api/setup/hall',
    '/api/setup/open',
    '/api/setup/sample-town',
    '/api/sign-in',
    '/api/welcome',
    '/health/live',
    '/health/ready',
  ]);
});
