import { expect, test, type ChatPage } from '../fixtures.ts';

/** Passes frames between the page and the server until it is told to drop them, as a broken network does. */
async function throughNetwork(person: ChatPage): Promise<{ breaks: () => void; isBack: () => void }> {
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
  newVisitor,
}) => {
  const ann = await newVisitor();
  const network = await throughNetwork(ann);
  await ann.open('tea');
  await ann.send('online', 'Ann');
  await ann.expectAllSent();
  const banner = ann.page.locator('.banner.trouble');

  network.breaks();
  await ann.page.context().setOffline(true);
  await expect(banner).toBeVisible({ timeout: 1_000 });

  network.isBack();
  await ann.page.context().setOffline(false);
  await expect(banner).toBeHidden();
  await ann.send('back');
  await ann.expectAllSent();
});

test('the page stays online without a network as long as its server answers', async ({ newVisitor }) => {
  const ann = await newVisitor();
  await ann.open('tea');
  await ann.send('online', 'Ann');
  await ann.expectAllSent();
  // Not by setOffline, which also cuts the connection to a server on this machine.
  await ann.page.evaluate(() => {
    Object.defineProperty(navigator, 'onLine', { value: false });
    window.dispatchEvent(new Event('offline'));
  });
  await ann.page.waitForTimeout(1_500);
  await expect(ann.page.locator('.banner')).toHaveCount(0);
  await ann.send('to a server on this machine');
  await ann.expectAllSent();
});
