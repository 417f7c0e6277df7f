import { createRoute, z } from '@hono/zod-openapi';
import { Id } from '../kernel/id.schema.ts';
import { api, body, json, problems, security } from '../shell/api.ts';
import { contextOf } from '../shell/http.ts';
import { makeDevice, renewCode, withdrawDevice } from './commands/devices.server.ts';
import { CODE_HOURS, DEVICE_KINDS, NewDeviceSchema, spacedCode } from './device.ts';
import { devicesOf } from './device-list.server.ts';

const id = z.coerce.number().pipe(Id);
const OfficeParam = z.object({ office: id });
const DeviceParam = OfficeParam.extend({ device: id });
const about = { tags: ['Queue'], security };

const moment = z.string().nullable().openapi({ format: 'date-time' });
const DeviceAnswer = z
  .object({
    id: z.number().int(),
    kind: z.enum(DEVICE_KINDS),
    name: z.string(),
    codeExpiresAt: moment.openapi({ description: 'null: no code waits for its device' }),
    enrolledAt: moment,
    withdrawnAt: moment,
    seenAt: moment,
    clockOffMs: z.number().int().nullable().openapi({ description: 'How far the device’s clock was off' }),
    failedToday: z.number().int().openapi({ description: 'Tickets that its printer did not take today' }),
  })
  .openapi('Device');
const CodeAnswer = z
  .object({
    id: z.number().int(),
    code: z.string().openapi({
      description: `Typed at /enhet on the device, once, within ${CODE_HOURS} hour. Told in this answer alone`,
    }),
  })
  .openapi('DeviceCode');

const text = (at: Temporal.Instant | null) => at?.toString() ?? null;

/** The devices of an office, for whoever sets up many of them: its manager or an administrator. */
export const devicesApi = api()
  .openapi(
    createRoute({
      ...about,
      method: 'get',
      path: '/queues/{office}/devices',
      summary: 'Kiosks, boards and receptions of an office; those that were withdrawn last',
      request: { params: OfficeParam },
      responses: { 200: json(z.object({ devices: z.array(DeviceAnswer) }), 'At most 200'), ...problems },
    }),
    async (c) => {
      const { devices } = await devicesOf(contextOf(c), c.req.valid('param').office);
      const answers = devices.map(({ id, kind, name, clockOffMs, failedToday, ...at }) => ({
        ...{ id, kind, name, clockOffMs, failedToday },
        codeExpiresAt: text(at.codeExpiresAt),
        enrolledAt: text(at.enrolledAt),
        withdrawnAt: text(at.withdrawnAt),
        seenAt: text(at.seenAt),
      }));
      return c.json({ devices: answers }, 200);
    },
  )
  .openapi(
    createRoute({
      ...about,
      method: 'post',
      path: '/queues/{office}/devices',
      summary: 'Make a device, and the code by which it is enrolled',
      request: { params: OfficeParam, ...body(NewDeviceSchema) },
      responses: { 201: json(CodeAnswer, 'The device and its code'), ...problems },
    }),
    async (c) => {
      const made = await makeDevice(contextOf(c), c.req.valid('param').office, c.req.valid('json'));
      return c.json({ id: made.deviceId, code: spacedCode(made.code) }, 201);
    },
  )
  .openapi(
    createRoute({
      ...about,
      method: 'post',
      path: '/queues/{office}/devices/{device}/code',
      summary: 'A new code for a device: what held it before goes on until the code is used',
      request: { params: DeviceParam },
      responses: { 201: json(CodeAnswer, 'The device and its code'), ...problems },
    }),
    async (c) => {
      const { office, device } = c.req.valid('param');
      const given = await renewCode(contextOf(c), office, device);
      return c.json({ id: given.deviceId, code: spacedCode(given.code) }, 201);
    },
  )
  .openapi(
    createRoute({
      ...about,
      method: 'delete',
      path: '/queues/{office}/devices/{device}',
      summary: 'Withdraw a device: it is refused at its next step, and its stream ends',
      request: { params: DeviceParam },
      responses: { 204: { description: 'Withdrawn' }, ...problems },
    }),
    async (c) => {
      const { office, device } = c.req.valid('param');
      await withdrawDevice(contextOf(c), office, device);
      return c.body(null, 204);
    },
  );
