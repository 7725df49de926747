import { describe, expect, it } from 'vitest';
import { RefusedError } from '../src/index.ts';
import { memoryIdentity } from '../src/identity/identity.ts';
import { ann, connect, createClient, reconnected, signIn, unnamed, useFakeTimers } from './support/fixtures.ts';
import { refusal } from './support/lines.ts';

useFakeTimers();

describe('signing in', () => {
  it('forgets a secret that the server does not know, so that a name can be requested again', () => {
    const { client, server, identity } = createClient();
    signIn({ client, server }, null);
    expect(client.me).toBeNull();
    expect(identity.load()).toBeUndefined();
  });

  it('keeps a secret that another tab saved while hello was in flight', () => {
    const { client, server, identity } = createClient();
    client.start();
    server.accept();
    identity.save('a newer one');
    server.send({ type: 'you', me: null });
    expect(identity.load()).toBe('a newer one');
  });

  it('uses the name that another tab was given, when the page wakes', async () => {
    const { client, server, identity } = createClient({ identity: memoryIdentity() });
    signIn({ client, server }, null);
    expect(server.received()).toEqual([{ type: 'hello' }]);
    identity.save('ann’s secret');
    client.wake();
    expect(server.received()).toEqual([{ type: 'ping' }, { type: 'hello', secret: 'ann’s secret' }]);
    server.send({ type: 'you', me: ann });
    client.wake();
    expect(server.received()).toEqual([{ type: 'ping' }]);
  });

  it('sends another tab’s secret again when the server does not know it yet, and keeps it', () => {
    const { client, server, identity } = createClient({ identity: memoryIdentity() });
    signIn({ client, server }, null);
    identity.save('stored before the server has it');
    client.wake();
    server.received();
    server.send({ type: 'you', me: null });
    expect(identity.load()).toBe('stored before the server has it');
    server.send({ type: 'heartbeat', heads: {} });
    expect(server.received()).toEqual([{ type: 'hello', secret: 'stored before the server has it' }]);
    server.send({ type: 'you', me: ann });
    expect(client.me).toEqual(ann);
  });

  it('sends hello again when the server did not answer it', () => {
    const { client, server } = createClient();
    connect({ client, server });
    server.received();
    server.send(refusal({ command: 'hello' }));
    server.send({ type: 'heartbeat', heads: {} });
    expect(server.received()).toEqual([{ type: 'hello', secret: 'ann’s secret' }]);
    server.send({ type: 'you', me: ann }, { type: 'heartbeat', heads: {} });
    expect(server.received()).toEqual([]);
  });
});

describe('requesting a name', () => {
  it('resolves with the name and stores the secret', async () => {
    const { client, server, identity } = await unnamed();
    const named = client.name('Ann');
    expect(server.received()).toEqual([{ type: 'name', name: 'Ann', secret: expect.any(String) }]);
    server.send({ type: 'named', me: ann, secret: 'new secret' });
    await expect(named).resolves.toEqual(ann);
    expect(client.me).toEqual(ann);
    expect(identity.load()).toBe('new secret');
  });

  it('rejects with the reason, and can be repeated', async () => {
    const { client, server } = await unnamed();
    const refused = client.name('A\u200Bnn');
    server.send(
      refusal({ command: 'name', code: 'name_invalid', reason: 'hidden_characters', field: 'name', message: 'Oh no.' }),
    );
    const error = await refused.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RefusedError);
    expect(error).toMatchObject({
      code: 'name_invalid',
      reason: 'hidden_characters',
      field: 'name',
      message: 'Oh no.',
    });
    const again = client.name('Ann');
    server.send({ type: 'named', me: ann, secret: 's' });
    await expect(again).resolves.toEqual(ann);
  });

  it('sends one request at a time, and each gets its own answer', async () => {
    const { client, server } = await unnamed();
    const first = client.name('Bob');
    const second = client.name('Ann');
    expect(server.received()).toEqual([{ type: 'name', name: 'Bob', secret: expect.any(String) }]);
    server.send(refusal({ command: 'name', code: 'name_taken' }));
    await expect(first).rejects.toMatchObject({ code: 'name_taken' });
    expect(server.received()).toEqual([{ type: 'name', name: 'Ann', secret: expect.any(String) }]);
    server.send({ type: 'named', me: ann, secret: 's' });
    await expect(second).resolves.toEqual(ann);
  });

  it('B-12: waits for a connection, and sends the request again when the answer was lost', async () => {
    const { client, server } = createClient({ identity: memoryIdentity() });
    const named = client.name('Ann');
    connect({ client, server });
    expect(server.received()).toEqual([{ type: 'hello' }]);
    server.send({ type: 'you', me: null });
    const request = server.received();
    expect(request).toEqual([{ type: 'name', name: 'Ann', secret: expect.stringMatching(/^[\w-]{43}$/) }]);
    await reconnected(server);
    expect(server.received()).toMatchObject([{ type: 'hello' }]);
    const second = client.name('Anna');
    expect(server.received()).toEqual([]);
    server.send({ type: 'you', me: null });
    expect(server.received()).toEqual(request);
    server.send({ type: 'named', me: ann, secret: 's' }, refusal({ command: 'name', code: 'name_set' }));
    await expect(second).rejects.toMatchObject({ code: 'name_set' });
    await expect(named).resolves.toEqual(ann);
  });

  it('keeps the secret of the name that was given when other requests are pending', async () => {
    const identity = memoryIdentity();
    const { client, server } = createClient({ identity });
    const requests = [client.name('Ann'), client.name('Ann again')];
    signIn({ client, server }, null);
    const [sent] = server.received().filter(({ type }) => type === 'name') as { secret: string }[];
    server.send({ type: 'named', me: ann, secret: sent!.secret });
    await expect(requests[0]).resolves.toEqual(ann);
    await expect(requests[1]).rejects.toMatchObject({ code: 'name_set' });
    await expect(client.name('Anna')).rejects.toMatchObject({ code: 'name_set' });
    expect(identity.load()).toBe(sent!.secret);
    expect(server.received().filter(({ type }) => type === 'name')).toEqual([]);
  });

  it('recovers a name whose answer was lost, by the secret that was stored before the request', async () => {
    const identity = memoryIdentity();
    const { client, server } = createClient({ identity });
    const named = client.name('Ann');
    signIn({ client, server }, null);
    server.received();
    const secret = identity.load();
    await reconnected(server);
    expect(server.received()).toEqual([{ type: 'hello', secret }]);
    server.send({ type: 'you', me: ann });
    await expect(named).resolves.toEqual(ann);
    expect(server.received()).toEqual([]);
    expect(identity.load()).toBe(secret);
  });
});
