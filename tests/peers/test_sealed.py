"""What a peer has lived is not readable in the database, and matching works on it all the same."""

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, transaction

from alongside.matching import queries as matching
from alongside.participants.models import Request
from alongside.peers.models import LivedExperience, PeerProfile
from tests.cast import Cast, lived


def kept(columns: str, table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table}")
        return repr(cursor.fetchall())


def test_it_seals_what_a_peer_has_lived(cast: Cast) -> None:
    assert "opioids" not in kept("experience, experience_digest, words", "peers_livedexperience")
    assert {row.experience for row in LivedExperience.objects.all()} == {"opioids"}
    with pytest.raises(FieldError):
        LivedExperience.objects.filter(experience="opioids").exists()


def test_equal_experiences_of_two_peers_do_not_look_equal(cast: Cast) -> None:
    digests = LivedExperience.objects.values_list("experience_digest", flat=True)
    assert len(set(digests)) == len(digests) > 1


def test_one_experience_is_there_once(cast: Cast) -> None:
    profile = PeerProfile.objects.get(person=cast.maya.person)
    with pytest.raises(IntegrityError), transaction.atomic():
        lived(profile, "opioids")


def test_it_seals_where_a_peer_is_and_which_way_is_theirs(cast: Cast) -> None:
    PeerProfile.objects.update(place="Rivertown", latitude=40.71, longitude=-74.01)
    found = kept("place, latitude, longitude, pathways", "peers_peerprofile")
    assert not any(word in found for word in ("Rivertown", "40.71", "74.01", "medication"))


def test_matching_reads_what_is_sealed(cast: Cast) -> None:
    PeerProfile.objects.filter(person=cast.vera.person).update(
        latitude=40.8, longitude=-74.0, online=False, reach_km=30
    )
    PeerProfile.objects.filter(person=cast.maya.person).update(
        latitude=45.0, longitude=-74.0, online=False, reach_km=30
    )
    asked = Request.objects.create(
        organisation=cast.riverbend,
        participant_id=cast.rosa.id,
        experiences=["opioids"],
        pathways=["medication"],
        latitude=40.71,
        longitude=-74.01,
    )
    ((profile, each, _room),) = matching.fitting(asked)
    assert profile.person_id == cast.vera.by.person_id  # Maya is too far away
    reasons = {reason.slug: reason.values for reason in each.reasons}
    assert reasons["experience"] == ("opioids",)
    assert reasons["pathway"] == ("medication",)
    assert reasons["near"] == ("11",)
