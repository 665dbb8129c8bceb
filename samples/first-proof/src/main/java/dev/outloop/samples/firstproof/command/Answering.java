package dev.outloop.samples.firstproof.command;

import dev.outloop.core.BrokerConfig;
import dev.outloop.core.OutloopBroker;
import dev.outloop.core.StartException;
import dev.outloop.policy.Approval;
import java.io.IOException;
import java.util.Arrays;

/** One answer of a person, on the trail and kept: shows the request, asks where somebody sits there, answers. */
final class Answering {

    private final CommandContext context;
    private final boolean json;

    Answering(CommandContext context, boolean json) {
        this.context = context;
        this.json = json;
    }

    /** Gives the answer to a broker. */
    @FunctionalInterface
    interface Answer {
        Approval give(OutloopBroker control) throws IOException;
    }

    /**
     * Answers; returns the exit code.
     *
     * @param question what a person at a terminal says yes to first; empty for none
     */
    int answer(BrokerConfig config, String id, String question, Answer answer) throws CommandFailure, StartException {
        try (OutloopBroker control = DryBroker.answering(config, context)) {
            Approval waiting = control.approvals().stream()
                    .filter(each -> each.request().id().equals(id) && each.state() == Approval.State.PENDING)
                    .findFirst()
                    .orElseThrow(Answering::unknown);
            if (!json) {
                ApprovalText.of(waiting, context.clock().instant()).forEach(context.out()::println);
            }
            if (!question.isEmpty() && !agrees(question)) {
                context.err().println("Not answered; it waits on.");
                return ExitCode.PENDING;
            }
            Approval answered = answer.give(control);
            if (json) {
                context.out().println(ApprovalJson.of(answered));
            }
            context.err()
                    .println(PlainText.line(
                            answered.state() + " " + answered.request().id()));
            return ExitCode.COMPLETED;
        } catch (IllegalArgumentException e) {
            throw unknown();
        } catch (IOException e) {
            throw CommandFailure.failed(
                    "The answer is not recorded or not kept, so it does not count: " + e.getMessage());
        }
    }

    private boolean agrees(String question) {
        CommandContext.HiddenPrompt person = context.prompt();
        if (person == null) {
            return true;
        }
        char[] typed = person.ask(question);
        return typed != null && Arrays.equals(typed, "yes".toCharArray());
    }

    private static CommandFailure unknown() {
        return CommandFailure.usage(
                "No request of that id waits: it was answered, has expired, is void because what was"
                        + " shown has changed, or was never asked. See pending.");
    }
}
