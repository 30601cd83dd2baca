export interface SeatAndCourseProps {
  course: number;
  seat: number | null;
  seats: number;
  /** Absent once it is fired: the course is over then. */
  onCourse: ((course: number) => void) | undefined;
  onSeat: (seat: number | null) => void;
}

const COURSES = [1, 2, 3, 4];

/** When and for whom: chips, in one row that is scrolled where it is narrow. */
export function SeatAndCourse({ course, seat, seats, onCourse, onSeat }: SeatAndCourseProps) {
  return (
    <div class="chips pick-row">
      {onCourse && (
        <div class="pick" role="group" aria-label="Course">
          <span class="soft small">Course</span>
          {COURSES.map((one) => (
            <button
              key={one}
              type="button"
              class="chip num"
              aria-label={`Course ${one}`}
              aria-pressed={one === course ? "true" : "false"}
              data-testid={`pick-course-${one}`}
              onClick={() => onCourse(one)}
            >
              {one}
            </button>
          ))}
        </div>
      )}
      <div class="pick" role="group" aria-label="Seat">
        <span class="soft small">Seat</span>
        <button
          type="button"
          class="chip"
          aria-pressed={seat === null ? "true" : "false"}
          data-testid="pick-seat-table"
          onClick={() => onSeat(null)}
        >
          Table
        </button>
        {Array.from({ length: seats }, (_, at) => at + 1).map((one) => (
          <button
            key={one}
            type="button"
            class="chip num"
            aria-label={`Seat ${one}`}
            aria-pressed={one === seat ? "true" : "false"}
            data-testid={`pick-seat-${one}`}
            onClick={() => onSeat(one)}
          >
            {one}
          </button>
        ))}
      </div>
    </div>
  );
}
