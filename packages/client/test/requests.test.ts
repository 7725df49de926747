import { describe, expect, it } from 'vitest';
import type { MentionsPage } from '@hubbub/protocol/lines';
import { annIn, useFakeTimers } from './support/fixtures.ts';
import { refusal } from './support/lines.ts';

useFakeTimers();

describe('renaming', () => {
  const anna = { id: 'ann', name: 'Anna' };

  it('requests another name, and accepts only its own answer', async () => {
    const { client, server } = await annIn(['tea']);
    const renamed = client.rename('  Anna ');
    expect(server.received()).toEqual([{ type: 'rename', name: '  Anna ' }]);
    server.send({ type: 'you', me: { id: 'ann', name: 'Nan' } });
    expect(client.me?.name).toBe('Nan');
    server.send({ type: 'you', me: anna });
    await expect(renamed).resolves.toEqual(anna);
    expect(client.me).toEqual(anna);
  });

  it('rejects with the reason; answers belong to requests in order', async () => {
    const { client, server } = await annIn(['tea']);
    const [refused, renamed] = [client.rename('Bob'), client.rename('Anna')];
    server.send(refusal({ command: 'rename', code: 'name_taken' }), { type: 'you', me: anna });
    await expect(refused).rejects.toMatchObject({ name: 'RefusedError', code: 'name_taken' });
    await expect(renamed).resolves.toEqual(anna);
    const hidden = client.rename('A\u200Bnn');
    await expect(hidden).rejects.toMatchObject({ code: 'name_invalid', reason: 'hidden_characters', field: 'name' });
  });

  it('needs a connection that lasts until the answer', async () => {
    const { client, server } = await annIn(['tea']);
    const lost = client.rename('Anna');
    server.close(1006);
    await expect(lost).rejects.toMatchObject({ code: 'stopping' });
    await expect(client.rename('Anna')).rejects.toMatchObject({ code: 'stopping' });
  });

  it('in another tab also renames the person here', async () => {
    const { client, server } = await annIn(['tea']);
    server.send({ type: 'you', me: anna });
    expect(client.me).toEqual(anna);
  });
});

describe('mentions', () => {
  const page = (id: number): MentionsPage => ({ type: 'mentions', items: [], older: id > 1 });

  it('are answered page by page', async () => {
    const { client, server } = await annIn(['tea']);
    const pages = [client.mentions(), client.mentions(7)];
    expect(server.received()).toEqual([{ type: 'mentions' }, { type: 'mentions', before: 7 }]);
    server.send(page(2), page(1));
    expect(await Promise.all(pages)).toEqual([page(2), page(1)]);
  });

  it('reject without a name or a connection', async () => {
    const { client, server } = await annIn(['tea']);
    const refused = client.mentions();
    server.send(refusal({ command: 'mentions', code: 'name_needed' }));
    await expect(refused).rejects.toMatchObject({ code: 'name_needed' });
    client.stop();
    await expect(client.mentions()).rejects.toMatchObject({ code: 'stopping' });
  });
});
