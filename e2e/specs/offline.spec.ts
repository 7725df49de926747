import { expect, test, type Person } from '../chat.ts';

/** Passes frames between the page and the server until it is told to drop them, as a broken network does. */
async function throughNetwork(person: Person): Promise<{ breaks: () => void; isBack: () => void }> {
  let isBroken = false;
  await person.page.routeWebSocket(/\/ws$/, (socket) => {
    if (isBroken) return void socket.close({ code: 1013 });
    const server = socket.connectToServer();
    socket.onMessage((frame) => {
      if (!isBroken) server.send(frame);
    });
    server.onMessage((frame) => {
      if (!isBroken) socket.send(frame);
    });
    // On a broken network a socket stays open and silent: its end does not arrive either.
    server.onClose((code, reason) => {
      if (!isBroken)
        void socket.close({ ...(code !== undefined && { code }), ...(reason !== undefined && { reason }) });
    });
  });
  return {
    breaks: () => {
      isBroken = true;
    },
    isBack: () => {
      isBroken = false;
    },
  };
}

test('the page shows within a second that the network is gone, and reconnects at once when it is back', async ({
  somebody,
}) => {
  const ann = await somebody();
  const network = await throughNetwork(ann);
  await ann.opens('tea');
  await ann.says('online', 'Ann');
  await ann.isHeard();
  const banner = ann.page.locator('.banner.trouble');

  network.breaks();
  await ann.page.context().setOffline(true);
  await expect(banner).toBeVisible({ timeout: 1_000 });

  network.isBack();
  await ann.page.context().setOffline(false);
  await expect(banner).toBeHidden();
  await ann.says('back');
  await ann.isHeard();
});

test('the page stays online without a network as long as its server answers', async ({ somebody }) => {
  const ann = await somebody();
  await ann.opens('tea');
  await ann.says('online', 'Ann');
  await ann.isHeard();
  // Not by setOffline, which also cuts the connection to a server on this machine.
  await ann.page.evaluate(() => {
    Object.defineProperty(navigator, 'onLine', { value: false });
    window.dispatchEvent(new Event('offline'));
  });
  await ann.page.waitForTimeout(1_500);
  await expect(ann.page.locator('.banner')).toHaveCount(0);
  await ann.says('to a server on this machine');
  await ann.isHeard();
});
