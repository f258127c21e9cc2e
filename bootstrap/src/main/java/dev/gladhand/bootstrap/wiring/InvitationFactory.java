package dev.gladhand.bootstrap.wiring;

import dev.gladhand.application.Tasks;
import dev.gladhand.application.TimeOrderedIds;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.connection.OperatorTargets;
import dev.gladhand.application.invitation.AcceptInvitations;
import dev.gladhand.application.invitation.CodeChallenges;
import dev.gladhand.application.invitation.ConnectFleets;
import dev.gladhand.application.invitation.ExpireInvitations;
import dev.gladhand.application.invitation.InvitationLinks;
import dev.gladhand.application.invitation.InviteFleets;
import dev.gladhand.application.invitation.ManageOauthApps;
import dev.gladhand.application.invitation.OpenInvitations;
import dev.gladhand.application.invitation.SignInFleets;
import dev.gladhand.application.invitation.TryCredentials;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.Invitations;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.OauthAppStore;
import dev.gladhand.application.store.Partners;
import dev.gladhand.application.store.Secrets;
import dev.gladhand.application.store.SignIns;
import dev.gladhand.application.store.Wakeups;
import dev.gladhand.bootstrap.settings.NodeSettings;
import dev.gladhand.persistence.database.StoreTime;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.UUID;

/** Makes the beans by which fleets connect themselves. */
@Factory
final class InvitationFactory {
  @Singleton
  InvitationLinks invitationLinks(NodeSettings settings) {
    return new InvitationLinks(settings.publicUrl(), new SecureRandom());
  }

  @Singleton
  InviteFleets inviteFleets(
      NodeSettings settings,
      Invitations invitations,
      Partners partners,
      Connections connections,
      Adapters adapters,
      OperatorTargets targets,
      InvitationLinks links,
      TimeOrderedIds ids,
      StoreTime clock,
      Audit audit) {
    return new InviteFleets(
        invitations,
        partners,
        connections,
        adapters,
        targets,
        links,
        ids,
        clock,
        settings.caps(),
        audit);
  }

  @Singleton
  ExpireInvitations expireInvitations(Invitations invitations, Tasks tasks) {
    return new ExpireInvitations(invitations, tasks);
  }

  @Singleton
  OpenInvitations openInvitations(
      Invitations invitations, Partners partners, StoreTime clock, Audit audit) {
    return new OpenInvitations(invitations, partners, clock, audit);
  }

  @Singleton
  AcceptInvitations acceptInvitations(
      NodeSettings settings,
      OpenInvitations open,
      Invitations invitations,
      Connections connections,
      Lanes lanes,
      LiveConnections live,
      Wakeups wakeups,
      Audit audit) {
    return new AcceptInvitations(
        open,
        invitations,
        connections,
        lanes,
        live,
        wakeups,
        UUID::randomUUID,
        settings.caps(),
        audit);
  }

  @Singleton
  ConnectFleets connectFleets(
      NodeSettings settings,
      OpenInvitations open,
      AcceptInvitations accept,
      Connections connections,
      Adapters adapters,
      OperatorTargets targets,
      TimeOrderedIds ids,
      StoreTime clock) {
    var trials = new TryCredentials(clock, System::nanoTime, settings.engine().tspTimeout());
    return new ConnectFleets(open, accept, trials, connections, adapters, targets, ids);
  }

  @Singleton
  ManageOauthApps manageOauthApps(
      OauthAppStore apps,
      Adapters adapters,
      OperatorTargets targets,
      StoreTime clock,
      Audit audit) {
    return new ManageOauthApps(apps, adapters, targets, clock, audit);
  }

  @Singleton
  SignInFleets signInFleets(
      NodeSettings settings,
      OpenInvitations open,
      ConnectFleets connect,
      SignIns signIns,
      OauthAppStore apps,
      Secrets secrets,
      InvitationLinks links,
      StoreTime clock) {
    return new SignInFleets(
        open,
        connect,
        signIns,
        apps,
        new CodeChallenges(secrets),
        links,
        clock,
        new SecureRandom(),
        settings.engine().tspTimeout());
  }
}
