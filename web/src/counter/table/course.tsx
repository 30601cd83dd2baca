import { useState } from "preact/hooks";
import type { Order } from "../../api/schema";
import { Button, Icon, Sheet } from "../../look";
import { elapsed, now } from "../../staff/clock";
import type { Course, CourseState } from "../model/courses";
import { busy } from "../state/acts";
import { fire, hold } from "../state/kitchen";

const WORDS: Record<CourseState, string> = {
  held: "waits",
  fired: "in the kitchen",
  cooking: "being cooked",
  done: "ready",
  served: "served",
  void: "cancelled",
};

/** A course, how far it is, and while it waits: fire it, or say when it fires by itself. */
export function CourseHead({ order, course }: { order: Order; course: Course }) {
  const [timing, setTiming] = useState(false);
  const held = course.state === "held" && order.status !== "PENDING";
  const left = course.fire_at ? Date.parse(course.fire_at) - now.value : 0;
  return (
    <div class={held ? "course-head waits" : "course-head"} data-testid={`course-${course.course}`}>
      <span class="grow">
        <strong>Course {course.course}</strong>{" "}
        <span class="soft small num">
          {course.fire_at
            ? `fires in ${elapsed(left)}`
            : order.status === "PENDING"
              ? "not accepted yet"
              : WORDS[course.state]}
        </span>
      </span>
      {held && (
        <>
          <Button
            square
            label={`Timer of course ${course.course}`}
            busy={busy.value.has(`hold-${order.id}-${course.course}`)}
            testid={`timer-${order.number}-${course.course}`}
            onClick={() => setTiming(true)}
          >
            <Icon name="clock" />
          </Button>
          <Button
            kind="primary"
            busy={busy.value.has(`fire-${order.id}`)}
            testid={`fire-${order.number}-${course.course}`}
            onClick={() => void fire(order, course.course)}
          >
            Fire
          </Button>
        </>
      )}
      {timing && <TimerSheet order={order} course={course} onClose={() => setTiming(false)} />}
    </div>
  );
}

const MINUTES = [5, 10, 15, 20];

function TimerSheet(props: { order: Order; course: Course; onClose: () => void }) {
  const { order, course, onClose } = props;
  function set(minutes: number | null) {
    void hold(order, course.course, minutes);
    onClose();
  }
  return (
    <Sheet title={`When shall course ${course.course} be fired?`} onClose={onClose}>
      <div class="stack">
        <div class="seat-keys">
          {MINUTES.map((minutes) => (
            <button
              key={minutes}
              type="button"
              class="num"
              data-testid={`hold-${minutes}`}
              onClick={() => set(minutes)}
            >
              {minutes}
              <small>min</small>
            </button>
          ))}
        </div>
        <Button size="big" wide disabled={!course.fire_at} onClick={() => set(null)}>
          Only when I say so
        </Button>
      </div>
    </Sheet>
  );
}
