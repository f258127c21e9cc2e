package dev.gladhand.bootstrap.wiring;

import dev.gladhand.application.ClockAndIds;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.TimeOrderedIds;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.connection.ConnectionBody;
import dev.gladhand.application.connection.ConnectionLanes;
import dev.gladhand.application.connection.FleetIds;
import dev.gladhand.application.connection.OperatorTargets;
import dev.gladhand.application.invitation.AcceptInvitations;
import dev.gladhand.application.invitation.CodeChallenges;
import dev.gladhand.application.invitation.ConnectFleets;
import dev.gladhand.application.invitation.ExpireInvitations;
import dev.gladhand.application.invitation.InvitationBody;
import dev.gladhand.application.invitation.InvitationLinks;
import dev.gladhand.application.invitation.InviteFleets;
import dev.gladhand.application.invitation.ManageOauthApps;
import dev.gladhand.application.invitation.OpenInvitations;
import dev.gladhand.application.invitation.SignInFleets;
import dev.gladhand.application.invitation.SignInStates;
import dev.gladhand.application.invitation.TryCredentials;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.Invitations;
import dev.gladhand.application.store.OauthAppStore;
import dev.gladhand.application.store.Partners;
import dev.gladhand.application.store.Secrets;
import dev.gladhand.application.store.SignIns;
import dev.gladhand.bootstrap.settings.NodeSettings;
import dev.gladhand.persistence.database.StoreTime;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Makes the beans of invitations: links with which fleets create their connections themselves. */
@Factory
final class InvitationFactory {
  @Singleton
  InvitationLinks invitationLinks(NodeSettings settings) {
    return new InvitationLinks(settings.publicUrl(), new SecureRandom());
  }

  @Singleton
  InvitationBody invitationBody(
      Partners partners, Connections connections, Adapters adapters, OperatorTargets targets) {
    return new InvitationBody(partners, connections, adapters, targets);
  }

  @Singleton
  InviteFleets inviteFleets(
      NodeSettings settings,
      Invitations invitations,
      InvitationBody bodies,
      InvitationLinks links,
      ClockAndIds clockAndIds,
      Audit audit) {
    return new InviteFleets(invitations, bodies, links, clockAndIds, settings.caps(), audit);
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
      ConnectionLanes connectionLanes,
      FleetIds fleets,
      Audit audit) {
    return new AcceptInvitations(
        open, invitations, connections, connectionLanes, fleets, settings.caps(), audit);
  }

  @Singleton
  ConnectFleets connectFleets(
      NodeSettings settings,
      OpenInvitations open,
      AcceptInvitations accept,
      Connections connections,
      Adapters adapters,
      ConnectionBody bodies,
      TimeOrderedIds ids,
      StoreTime clock) {
    var trials = new TryCredentials(clock, System::nanoTime, settings.engine().tspTimeout());
    return new ConnectFleets(open, accept, trials, connections, adapters, bodies, ids);
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
        new SignInStates(signIns, new SecureRandom()),
        apps,
        new CodeChallenges(secrets),
        links,
        clock);
  }
}
