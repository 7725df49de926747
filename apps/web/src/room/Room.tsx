import { useEffect } from 'preact/hooks';
import { words } from '../i18n/words.ts';
import { Announcer } from '../messages/Announcer.tsx';
import { Composer } from '../composer/Composer.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { MessageList } from '../messages/MessageList.tsx';
import { Lazy } from '../ui/Lazy.tsx';
import { RoomHeader } from './RoomHeader.tsx';
import { TypingLine } from './TypingLine.tsx';
import { useApp } from '../ui/app-context.ts';

export const errorPage = async () => (await import('../ui/ErrorPage.tsx')).ErrorPage;

export function Room({ room }: { room: string }) {
  const app = useApp();
  const view = app.view.value;
  const problem = app.jumpTarget.problem.value;
  useEffect(() => {
    if (problem) app.showToast(problem === 'missing' ? words.notThere : words.noAnswer);
  }, [problem]);
  if (!view) return null;
  if (view.phase === 'refused') return <Lazy load={errorPage} props={{ asked: room, ...view.refusal }} />;
  return (
    <>
      <RoomHeader room={room} />
      <ConnectionBanner />
      <MessageList
        key={room}
        view={view}
        me={app.me.value}
        newAfter={app.readMarks.newAfter.value}
        editing={app.writing.editing.value}
        target={app.jumpTarget.current.value}
      />
      <TypingLine />
      <Composer key={room} room={room} />
      <Announcer />
    </>
  );
}
